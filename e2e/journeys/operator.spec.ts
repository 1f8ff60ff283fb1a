import { expect, type Page } from '@playwright/test'
import { createOperator } from '@/lib/authority/operators/create-operator'
import { newId } from '@/lib/kernel/ids'
import type { AuthorityConsoleRole } from '@/lib/vocabulary/console-role'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { expectAccessible } from '../support/accessibility/expect-accessible'
import { test as base } from '../support/fixtures'

type Operator = { operatorId: string; operatorCode: string; password: string }

/** Operators of its own for each test, so that no test locks another one's out. */
const test = base.extend<{ newOperator(...roles: AuthorityConsoleRole[]): Promise<Operator> }>({
  newOperator: async ({ contexts }, use) =>
    use(async (...roles) => {
      const operatorCode = newId('operator').replaceAll('_', '-')
      const account = { operatorCode, password: 'a password only for this test' }
      const input = { ...account, displayName: '試験 担当', roles, actor: 'system' }
      return { ...account, ...(await createOperator(contexts.authority, input, seedOrigin)) }
    }),
})

async function signIn(page: Page, { operatorCode, password }: Omit<Operator, 'operatorId'>): Promise<void> {
  await page.getByLabel('担当者コード').fill(operatorCode)
  await page.getByLabel('パスワード', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'ログイン' }).click()
}

const heading = (page: Page, name = '自分のアカウント') => page.getByRole('heading', { name, level: 1 })

test('an operator signs in under the name of the authority, sees the own account, and signs out', async ({
  page,
  world,
  newOperator,
}) => {
  const operator = await newOperator('administrator', 'auditor')
  await page.goto(`${world.authorityUrl}/authority`)
  await expect(page).toHaveURL(`${world.authorityUrl}/authority/sign-in`)
  await expectAccessible(page, 'sign-in of operators')
  await signIn(page, operator)
  await expect(heading(page)).toBeVisible()
  await expect(page.getByRole('main')).toContainText(operator.operatorCode)
  await expect(page.getByText('試験 担当（管理者・監査担当）')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'この画面' })).toHaveCount(1)
  await expectAccessible(page, 'own account of an operator')
  const cookies = await page.context().cookies()
  expect(cookies.map(({ httpOnly }) => httpOnly)).not.toContain(false)
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await expect(page.getByText('ログアウトしました。')).toBeVisible()
  await page.goto(`${world.authorityUrl}/authority`)
  await expect(page).toHaveURL(`${world.authorityUrl}/authority/sign-in`)
})

test('the list of operators is narrowed by its address, and says when none matches', async ({
  page,
  world,
  newOperator,
}) => {
  const [operator, other] = [await newOperator('administrator'), await newOperator('support')]
  await page.goto(`${world.authorityUrl}/authority/sign-in`)
  await signIn(page, operator)
  await page.getByRole('navigation').getByRole('link', { name: '担当者', exact: true }).click()
  await expect(heading(page, '担当者')).toBeVisible()
  await page.getByLabel('氏名または担当者コード').fill(other.operatorCode)
  await page.getByRole('button', { name: '絞り込む' }).click()
  await expect(page.getByRole('row').filter({ hasText: other.operatorCode })).toContainText('問い合わせ担当')
  await expect(page.getByRole('row')).toHaveCount(2)
  await expectAccessible(page, 'list of operators')
  await page.getByLabel('権限').selectOption('auditor')
  await page.getByRole('button', { name: '絞り込む' }).click()
  await expect(page.getByText('該当する担当者はいません')).toBeVisible()
  await page.getByRole('link', { name: '絞り込みを解除' }).click()
  await expect(page).toHaveURL(`${world.authorityUrl}/authority/operators`)
})

test('AT-56 without the right the page looks missing, and the navigation does not name it', async ({
  page,
  world,
  newOperator,
}) => {
  await page.goto(`${world.authorityUrl}/authority/sign-in`)
  await signIn(page, await newOperator('support'))
  await expect(heading(page)).toBeVisible()
  await expect(page.getByRole('link', { name: '担当者', exact: true })).toHaveCount(0)
  await page.goto(`${world.authorityUrl}/authority/operators`)
  await expect(page.getByText('ページが見つかりません').first()).toBeVisible()
})

test('AT-34 a wrong password, an unknown code and a disabled operator are refused in the same words', async ({
  page,
  world,
  newOperator,
  contexts,
}) => {
  const [operator, disabled] = [await newOperator('support'), await newOperator('support')]
  await contexts.authority.db.sql`
    UPDATE authority.operator SET disabled_at = clock_timestamp() WHERE id = ${disabled.operatorId}`
  await page.goto(`${world.authorityUrl}/authority/sign-in`)
  const texts = new Set<string>()
  for (const account of [{ ...operator, password: 'wrong' }, { ...operator, operatorCode: 'nobody' }, disabled]) {
    const answer = page.waitForResponse('**/api/authority/auth/callback/credentials')
    await signIn(page, account)
    expect((await answer).status()).toBe(401)
    const alert = page.getByRole('alert').filter({ hasText: 'ログインできません' })
    await expect(alert).toBeVisible()
    texts.add((await alert.textContent()) ?? '')
  }
  expect(texts.size).toBe(1)
  await signIn(page, operator)
  await expect(heading(page)).toBeVisible()
})

test('AT-15 a disabled operator is out at once', async ({ page, world, newOperator, contexts }) => {
  const operator = await newOperator('administrator')
  await page.goto(`${world.authorityUrl}/authority/sign-in?lang=ja`)
  await signIn(page, operator)
  await expect(heading(page)).toBeVisible()
  await contexts.authority.db.sql`
    UPDATE authority.operator SET disabled_at = clock_timestamp() WHERE id = ${operator.operatorId}`
  await page.goto(`${world.authorityUrl}/authority?lang=ja`)
  await expect(page).toHaveURL(`${world.authorityUrl}/authority/sign-in?reason=expired&lang=ja`)
})
