import { expect } from '@playwright/test'
import { expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import {
  approveWithNumber,
  readNumber,
  scanWithPhone,
  signInWithPhone,
  typeNumber,
} from '../support/phone/approve-on-phone'

test('E8 E9 after FIDO the frame opens with the code, and it closes by itself once the sign-in is green', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  const closed = () => expect(screen.page.locator('#sign-in iframe')).toHaveCount(0)
  await signInWithPhone(screen, phone)
  const success = screen.signIn.getByRole('status').filter({ hasText: '認証に成功しました' })
  await expect(success).toContainText('電子カルテの操作に戻ってください。')
  await closed()
  await expect(screen.page.locator('#open-sign-in')).toBeFocused()

  const other = await newEmr(doctor, doctor.terminals[1])
  await expectBadge(other, 'signed_in')
  await other.openSignIn()
  await scanWithPhone(phone, other)
  await approveWithNumber(phone, await readNumber(other))
  await expect(other.signIn.getByRole('heading', { name: '認証に成功しました' })).toBeVisible()

  await screen.openSignIn()
  await screen.signIn.getByRole('button', { name: 'ほかの方法' }).click()
  await expect(screen.signIn.getByRole('heading', { name: '認証方法を選択してください' })).toBeVisible()
  await expect(screen.signIn.getByRole('button', { name: 'FIDO（生体認証）' })).toContainText('前回使用')
})

test('Q8 Q12 more time once; the number leaves the screen once it was given on the phone', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  const ring = screen.signIn.getByRole('progressbar')
  const secondsLeft = async () => {
    const [, minutes, seconds] =
      /(?:(\d+)分)?(?:(\d+)秒)?です/.exec((await ring.getAttribute('aria-label')) ?? '') ?? []
    return Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  }
  expect(await secondsLeft()).toBeLessThanOrEqual(120)
  await screen.signIn.getByRole('button', { name: '時間を延長する' }).click()
  await expect(screen.signIn.getByRole('button', { name: '時間を延長する' })).toHaveCount(0)
  expect(await secondsLeft()).toBeGreaterThan(180)

  await scanWithPhone(phone, screen)
  const number = await readNumber(screen)
  await typeNumber(phone, number)
  await expect(screen.signIn.getByRole('heading', { name: /番号が一致しました/ })).toBeVisible()
  await expect(screen.signIn.getByTestId('match-number')).toHaveCount(0)
})

test('a frame that no EMR has opened says so', async ({ page, world }) => {
  await page.goto(`${world.facilityUrl}/embed/frame?lang=ja`)
  const said = page.getByRole('status').filter({ hasText: 'この画面は電子カルテの中で表示されます。' })
  await expect(said).toBeVisible({ timeout: 8_000 })
})
