import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectFits } from '../support/accessibility/expect-accessible'
import { expectBadge, keepSignInOpen } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'
import { typePracticeNumber } from '../support/phone/practise'

async function check(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name)
  await expectFits(page, name)
}

for (const lang of ['ja', 'en'] as const) {
  test(`pages that need nothing, ${lang}`, async ({ page, world }) => {
    const query = `?lang=${lang}`
    const pages = [
      `${world.authorityUrl}/${query}`,
      `${world.authorityUrl}/register${query}`,
      `${world.authorityUrl}/register/guide${query}`,
      `${world.authorityUrl}/sign-in${query}`,
      `${world.authorityUrl}/my${query}`,
      `${world.authorityUrl}/no-such-page${query}`,
      `${world.facilityUrl}/admin/sign-in${query}`,
      `${world.facilityUrl}/docs${query}`,
      `${world.facilityUrl}/docs/errors${query}`,
      `${world.facilityUrl}/docs/findings${query}`,
    ]
    for (const address of pages) {
      await page.goto(address)
      await expect(page.locator('html')).toHaveAttribute('lang', lang)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await check(page, address)
    }
  })
}

test('registration, step by step', async ({ doctor, issueCard, newPhone }) => {
  const { page } = await newPhone()
  const card = await issueCard(doctor)
  await page.goto(card.url)
  await page.getByRole('button', { name: 'はじめる' }).waitFor()
  await check(page, 'introduction')
  await page.getByRole('button', { name: 'はじめる' }).click()
  await page.getByLabel('パスワード', { exact: true }).fill('AAAA-AAAA-AA')
  await page.getByRole('button', { name: '次へ', exact: true }).click()
  await page.getByText('残り入力回数：4回').first().waitFor()
  await check(page, 'wrong password')
  await page.getByLabel('パスワード', { exact: true }).fill(card.password)
  await page.getByRole('button', { name: '次へ', exact: true }).click()
  await page.getByRole('button', { name: '生体認証を登録' }).waitFor()
  await check(page, 'confirmation')
  await page.getByRole('button', { name: '生体認証を登録' }).click()
  await page.getByRole('heading', { name: '動作確認（テスト認証）' }).waitFor()
  await check(page, 'trial')
  await typePracticeNumber(page)
  await page.getByRole('heading', { name: '登録が完了しました' }).waitFor()
  await check(page, 'done')
})

test('sign-in, in the EMR’s frame and on the phone', async ({ doctor, registeredPhone, newEmr, world }) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await keepSignInOpen(screen.page)
  await screen.openSignIn()
  const frameOf = (path: string) => {
    const frame = screen.page.frames().find((each) => each.url().startsWith(`${world.facilityUrl}${path}`))
    if (frame === undefined) throw new Error(`no frame ${path}`)
    return frame
  }
  await screen.signIn.getByRole('button', { name: 'FIDO（生体認証）' }).waitFor()
  await expectAccessible(screen.page, 'methods', frameOf('/embed/frame'))
  await screen.signIn.getByRole('button', { name: 'FIDO（生体認証）' }).click()
  await screen.signIn.getByRole('heading', { name: 'スマートフォンで読み取ってください' }).waitFor()
  await expectAccessible(screen.page, 'code', frameOf('/embed/frame'))
  await scanWithPhone(phone, screen)
  await phone.page.getByRole('button', { name: '心当たりがない' }).waitFor()
  await check(phone.page, 'phone: who, where and the number')
  await expectAccessible(screen.page, 'number', frameOf('/embed/frame'))
  await approveWithNumber(phone, await readNumber(screen))
  await phone.page.getByText('カルテの画面に戻ってください').waitFor()
  await check(phone.page, 'phone: result')
  await screen.signIn.getByRole('heading', { name: '認証に成功しました' }).waitFor()
  await expectAccessible(screen.page, 'result', frameOf('/embed/frame'))
  await expectBadge(screen, 'signed_in')
  await screen.badge.locator('[data-state]').click()
  await expectAccessible(screen.page, 'badge, open', frameOf('/embed/badge'))
  await expectAccessible(screen.page, 'the EMR itself')
})

test('本日の認証状況, for the administrator', async ({ page, world }) => {
  await page.goto(`${world.facilityUrl}/admin/sign-in`)
  await page.getByLabel('医療機関').fill(world.administrator.facilityCode)
  await page.getByLabel('職員コード').fill(world.administrator.staffCode)
  await page.getByLabel('パスワード', { exact: true }).fill(world.administrator.password)
  await page.getByRole('button', { name: 'ログイン' }).click()
  await page.getByRole('heading', { name: '本日の認証状況' }).waitFor()
  await check(page, 'console')
})
