import { expect } from '@playwright/test'
import { expectBadge } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone, signInWithPhone } from '../support/phone/approve-on-phone'

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
  await expect(success).toContainText('この画面はまもなく自動的に閉じます。')
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
