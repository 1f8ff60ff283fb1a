import { expect, type Page } from '@playwright/test'
import { createOperator } from '@/lib/authority/operators/create-operator'
import { newId } from '@/lib/kernel/ids'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { test as base } from '../support/fixtures'
import { type GotAnswer, getUrl } from '../support/get-url'
import type { World } from '../support/world'

type Operator = { operatorCode: string; password: string }

const test = base.extend<{ operator: Operator }>({
  operator: async ({ contexts }, use) => {
    const operator = { operatorCode: newId('operator').replaceAll('_', '-'), password: 'a password only for this test' }
    const input = { ...operator, displayName: '攻撃 試験', roles: ['administrator'] as const, actor: 'system' }
    await createOperator(contexts.authority, input, seedOrigin)
    await use(operator)
  },
})

async function signInBoth(
  page: Page,
  world: World,
  operator: Operator,
): Promise<Record<'facility' | 'authority', string>> {
  await page.goto(`${world.facilityUrl}/admin/sign-in`)
  await page.getByLabel('医療機関コード').fill(world.administrator.facilityCode)
  await page.getByLabel('職員コード').fill(world.administrator.staffCode)
  await page.getByLabel('パスワード', { exact: true }).fill(world.administrator.password)
  await page.getByRole('button', { name: 'ログイン' }).click()
  await expect(page.getByRole('heading', { name: '本日の認証状況' })).toBeVisible()
  await page.goto(`${world.authorityUrl}/authority/sign-in`)
  await page.getByLabel('担当者コード').fill(operator.operatorCode)
  await page.getByLabel('パスワード', { exact: true }).fill(operator.password)
  await page.getByRole('button', { name: 'ログイン' }).click()
  await expect(page.getByRole('heading', { name: '自分のアカウント' })).toBeVisible()
  const cookies = await page.context().cookies()
  const readCookie = (name: string) => cookies.find((each) => each.name === name)?.value ?? ''
  return { facility: readCookie('shomei-console'), authority: readCookie('shomei-operator') }
}

const isOpen = ({ status, text }: GotAnswer, content: string) => status === 200 && text.includes(content)

test('AT-58 the cookie of one console opens nothing at the other, under either name', async ({
  page,
  world,
  operator,
}) => {
  const values = await signInBoth(page, world, operator)
  expect(values.facility).not.toBe('')
  expect(values.authority).not.toBe('')
  const places = {
    facility: { url: `${world.facilityUrl}/admin`, name: 'shomei-console', content: '本日の認証状況' },
    authority: { url: `${world.authorityUrl}/authority`, name: 'shomei-operator', content: operator.operatorCode },
  }
  const ask = (url: string, cookie: string) => getUrl(url, { cookie, 'accept-language': 'ja' })
  for (const [own, other] of [
    ['facility', 'authority'],
    ['authority', 'facility'],
  ] as const) {
    const { url, name, content } = places[own]
    expect(isOpen(await ask(url, `${name}=${values[own]}`), content), `own cookie at the ${own}`).toBe(true)
    for (const under of [name, places[other].name]) {
      const answer = await ask(url, `${under}=${values[other]}`)
      expect(isOpen(answer, content), `cookie of the ${other} at the ${own} as ${under}`).toBe(false)
      expect(answer.headers.location ?? '').toContain('/sign-in')
    }
  }
  const api = await ask(`${world.facilityUrl}/api/facility/v1/console/today`, `shomei-console=${values.authority}`)
  expect(api.status).toBe(401)
})

test('AT-58 each console and its sign-in exist under the name of its own side only', async ({ page, world }) => {
  for (const path of ['/authority', '/authority/sign-in', '/authority/operators', '/api/authority/auth/csrf'])
    expect((await page.goto(`${world.facilityUrl}${path}`))?.status(), path).toBe(404)
  for (const path of ['/admin', '/admin/sign-in', '/api/auth/csrf'])
    expect((await page.goto(`${world.authorityUrl}${path}`))?.status(), path).toBe(404)
  for (const path of ['/api/authority/auth/session', '/api/authority/auth/providers', '/api/authority/auth/signin'])
    expect((await page.goto(`${world.authorityUrl}${path}`))?.status(), path).toBe(404)
})

test('AT-59 a console page that is asked for without its layout still asks for a session; with one it comes, and alone', async ({
  page,
  world,
  operator,
}) => {
  const cookies = await signInBoth(page, world, operator)
  const leaf = ['__PAGE__', {}, null, 'refetch']
  const places = [
    {
      url: `${world.facilityUrl}/admin`,
      cookie: `shomei-console=${cookies.facility}`,
      path: ['(facility)', 'admin', '(console)'],
      content: world.doctors[0]?.displayName ?? '',
      signIn: '/admin/sign-in',
    },
    {
      url: `${world.authorityUrl}/authority`,
      cookie: `shomei-operator=${cookies.authority}`,
      path: ['(authority)', 'authority', '(console)'],
      content: operator.operatorCode,
      signIn: '/authority/sign-in',
    },
  ]
  for (const { url, cookie, path, content, signIn } of places) {
    expect(content).not.toBe('')
    const tree = ['', { children: path.reduceRight<unknown>((children, name) => [name, { children }], leaf) }]
    const ask = async (headers: Readonly<Record<string, string>>) => {
      const asked = {
        rsc: '1',
        'next-router-state-tree': encodeURIComponent(JSON.stringify(tree)),
        'x-shomei-page': '/',
        'accept-language': 'ja',
        ...headers,
      }
      // The framework wants a sum over these headers in the address, and names it.
      const { status, headers: answered } = await getUrl(url, asked)
      expect(status, url).toBe(307)
      const wanted = new URL(answered.location ?? '', url)
      expect(wanted.searchParams.get('_rsc'), wanted.href).not.toBeNull()
      return getUrl(wanted.href, asked)
    }
    const stranger = await ask({})
    expect(stranger.text, url).toContain(`NEXT_REDIRECT;replace;${signIn}`)
    expect(stranger.text, url).not.toContain(content)
    const own = await ask({ cookie })
    expect(own.text, url).toContain(content)
    expect(own.text, `${url}: the layout did not come`).not.toContain('ログアウトできませんでした')
  }
})
