import { expect, type Page } from '@playwright/test'
import { createStaff } from '@/lib/facility/staff-changes/create-staff'
import { newId } from '@/lib/kernel/ids'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { expectBadge, showCode } from '../support/emr/emr-screen'
import { test as base } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'

type Account = { staffKey: string; staffCode: string; password: string }

const facilityCode = 'M01'

/** An administrator of its own for each test, so that no test locks another out. */
const test = base.extend<{ administrator: Account }>({
  administrator: async ({ contexts }, use) => {
    const { db } = contexts.facility
    const { id: facilityId } = await db.prisma.facility.findUniqueOrThrow({ where: { code: facilityCode } })
    const staffCode = newId('staff').replaceAll('_', '-')
    const person = {
      displayName: '試験 管理',
      kana: 'シケン カンリ',
      department: '管理課',
      profession: null,
    } as const
    const password = 'a password only for this test'
    const consoleAccount = { roles: ['administrator'], password } as const
    const input = { ...person, facilityId, staffCode, consoleAccount, actor: 'system' }
    await use({ ...(await createStaff(contexts.facility, input, seedOrigin)), staffCode, password })
  },
})

async function fillIn(page: Page, { staffCode, password }: { staffCode: string; password: string }): Promise<void> {
  await page.getByLabel('医療機関コード').fill(facilityCode)
  await page.getByLabel('職員コード').fill(staffCode)
  await page.getByLabel('パスワード', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'ログイン' }).click()
}

const heading = (page: Page) => page.getByRole('heading', { name: '本日の認証状況' })
const askToday = (page: Page) => page.evaluate(async () => (await fetch('/api/facility/v1/console/today')).status)

test('an administrator logs in, sees a sign-in turn valid without a reload, and logs out', async ({
  page,
  world,
  administrator,
  doctor,
  registeredPhone,
  newEmr,
}) => {
  await page.goto(`${world.facilityUrl}/admin`)
  await expect(page).toHaveURL(`${world.facilityUrl}/admin/sign-in`)
  await fillIn(page, administrator)
  await expect(heading(page)).toBeVisible()
  await expect(page.getByText('自動更新中')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: doctor.displayName })
  await expect(row).toContainText('未認証')

  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(phone, screen)
  await expect(row).toContainText('認証中')
  await approveWithNumber(phone, await readNumber(screen))
  await expectBadge(screen, 'signed_in')
  await expect(row).toContainText('認証済み')

  await page.getByRole('button', { name: 'ログアウト' }).click()
  await expect(page.getByText('ログアウトしました。')).toBeVisible()
  expect(await askToday(page)).toBe(401)
  await page.goto(`${world.facilityUrl}/admin`)
  await expect(page).toHaveURL(`${world.facilityUrl}/admin/sign-in`)
})

test('AT-34 a wrong password, an unknown code and a doctor are refused in the same words', async ({
  page,
  world,
  administrator,
  doctor,
}) => {
  await page.goto(`${world.facilityUrl}/admin/sign-in`)
  const refusals = [
    { ...administrator, password: 'wrong' },
    { ...administrator, staffCode: 'nobody' },
    { staffCode: doctor.staffCode, password: doctor.password },
  ]
  const texts = new Set<string>()
  for (const account of refusals) {
    const answer = page.waitForResponse('**/api/auth/callback/credentials')
    await fillIn(page, account)
    expect((await answer).status()).toBe(401)
    const alert = page.getByRole('alert').filter({ hasText: 'ログインできません' })
    await expect(alert).toBeVisible()
    texts.add((await alert.textContent()) ?? '')
    await expect(page.getByLabel('パスワード', { exact: true })).toHaveValue('')
  }
  expect(texts.size).toBe(1)
  await fillIn(page, administrator)
  await expect(heading(page)).toBeVisible()
})

test('after five misses the right password is refused too, and the page says for how long', async ({
  page,
  world,
  administrator,
}) => {
  await page.goto(`${world.facilityUrl}/admin/sign-in?lang=en`)
  for (let miss = 0; miss < 6; miss += 1) {
    const answer = page.waitForResponse('**/api/auth/callback/credentials')
    await page.getByLabel('Facility code').fill(facilityCode)
    await page.getByLabel('Staff code').fill(administrator.staffCode)
    await page.getByLabel('Password', { exact: true }).fill(miss < 5 ? 'wrong' : administrator.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    expect((await answer).status()).toBe(miss < 5 ? 401 : 429)
  }
  await expect(page.getByRole('alert').filter({ hasText: 'Sign-in is paused' })).toContainText(/Try again in \d+ /)
})

test('AT-41 a stranger’s wrong passwords keep nobody out of a browser that is known, and leave the address in the audit trail', async ({
  page,
  browser,
  world,
  administrator,
  contexts,
}) => {
  await page.goto(`${world.facilityUrl}/admin/sign-in`)
  await fillIn(page, administrator)
  await expect(heading(page)).toBeVisible()
  const device = (await page.context().cookies()).find(({ name }) => name.endsWith('shomei-device'))
  expect(device).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await expect(page.getByText('ログアウトしました。')).toBeVisible()

  const strangers = await browser.newContext({ locale: 'ja-JP' })
  const stranger = await strangers.newPage()
  await stranger.goto(`${world.facilityUrl}/admin/sign-in`)
  const typeIn = async (from: Page, password: string) => {
    const answer = from.waitForResponse('**/api/auth/callback/credentials')
    await fillIn(from, { ...administrator, password })
    return (await answer).status()
  }
  for (let miss = 0; miss < 5; miss += 1) expect(await typeIn(stranger, 'wrong')).toBe(401)
  expect(await typeIn(stranger, administrator.password)).toBe(429)
  await strangers.close()

  expect(await typeIn(page, administrator.password)).toBe(204)
  await expect(heading(page)).toBeVisible()
  const rows = await contexts.facility.db.sql<{ address: string | null }[]>`
    SELECT record::jsonb ->> 'address' AS address FROM facility.audit_event
    WHERE subject = ${administrator.staffKey} AND action = 'console_session.start' AND outcome = 'failure'`
  expect(rows.map(({ address }) => address)).toEqual(
    Array.from({ length: 5 }, () => expect.stringMatching(/^127\.0\.0\.1$|^::/)),
  )
})

test('X-Forwarded-For, or a header that looks like ours, changes no address where no proxy is trusted', async ({
  page,
  world,
  administrator,
  contexts,
}) => {
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '198.51.100.7', 'x-shomei-connection': '198.51.100.8' })
  await page.goto(`${world.facilityUrl}/admin/sign-in`)
  await fillIn(page, { ...administrator, password: 'wrong' })
  await expect(page.getByRole('alert').filter({ hasText: 'ログインできません' })).toBeVisible()
  const [row] = await contexts.facility.db.sql<{ record: string }[]>`
    SELECT record FROM facility.audit_event WHERE subject = ${administrator.staffKey} AND outcome = 'failure'`
  expect(row?.record).toMatch(/"address":"(127\.0\.0\.1|::)/)
  expect(row?.record).not.toContain('198.51.100')
})

test('AT-15 a session that the server ends opens nothing any more, cookie or not', async ({
  page,
  world,
  administrator,
  contexts,
}) => {
  await page.goto(`${world.facilityUrl}/admin/sign-in`)
  await fillIn(page, administrator)
  await expect(heading(page)).toBeVisible()
  expect(await askToday(page)).toBe(200)
  await contexts.facility.db.sql`
    UPDATE facility.staff SET left_at = clock_timestamp() WHERE id = ${administrator.staffKey}`
  // The open page leaves by itself when its stream is notified, at a time of its own: another tab asks.
  const tab = await page.context().newPage()
  await tab.goto(`${world.facilityUrl}/admin`)
  await expect(tab).toHaveURL(`${world.facilityUrl}/admin/sign-in?reason=expired`)
  expect(await askToday(tab)).toBe(401)
})

test('the cookie is for the server alone and says nothing but a name', async ({ page, world, administrator }) => {
  await page.goto(`${world.facilityUrl}/admin/sign-in`)
  await fillIn(page, administrator)
  await expect(heading(page)).toBeVisible()
  const cookies = await page.context().cookies()
  expect(cookies.map(({ httpOnly }) => httpOnly)).not.toContain(false)
  expect(cookies.filter(({ sameSite }) => sameSite === 'None')).toEqual([])
  expect(await page.evaluate(() => document.cookie)).toBe('')
})

test('the console and its sign-in exist under the name of the facility only', async ({ page, world }) => {
  for (const path of ['/admin', '/admin/sign-in', '/api/auth/csrf', '/api/facility/v1/console/today']) {
    expect((await page.goto(`${world.authorityUrl}${path}`))?.status(), path).toBe(404)
  }
  for (const path of ['/api/auth/session', '/api/auth/providers', '/api/auth/signin', '/api/auth/_log']) {
    expect((await page.goto(`${world.facilityUrl}${path}`))?.status(), path).toBe(404)
  }
})

test('another page cannot log anybody out', async ({ page, world, administrator }) => {
  await page.goto(`${world.facilityUrl}/admin/sign-in`)
  await fillIn(page, administrator)
  await expect(heading(page)).toBeVisible()
  const other = await page.context().newPage()
  await other.route('http://evil.localhost/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${world.facilityUrl}/api/auth/signout"></form>`,
    }),
  )
  await other.goto('http://evil.localhost/')
  const answer = other.waitForResponse('**/api/auth/signout')
  await other.evaluate(() => document.querySelector('form')?.submit())
  expect((await answer).ok()).toBe(false)
  expect(await askToday(page)).toBe(200)
})
