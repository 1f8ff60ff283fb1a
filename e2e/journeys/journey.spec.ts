import { expect } from '@playwright/test'
import { expectBadge, keepSignInOpen } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone, signInWithPhone } from '../support/phone/approve-on-phone'
import { registerPhone } from '../support/phone/register-phone'

const expiryText = /アクセストークンの有効期限は \d{4}年\d{1,2}月\d{1,2}日\d{2}:\d{2} までです。/

test('register, sign in, and every screen of the hospital knows', async ({ doctor, issueCard, newPhone, newEmr }) => {
  const [first, second] = doctor.terminals
  const screen = await newEmr(doctor, first)
  const other = await newEmr(doctor, second)
  await expectBadge(screen, 'sign_in_required')
  await expectBadge(other, 'sign_in_required')
  await keepSignInOpen(screen.page)

  const phone = await newPhone()
  await registerPhone(phone, await issueCard(doctor))

  await signInWithPhone(screen, phone)
  await expect(screen.signIn.getByRole('heading', { name: '認証に成功しました' })).toBeVisible()
  const approvedAt = Date.now()
  await expectBadge(other, 'signed_in', 1_000)
  expect(Date.now() - approvedAt).toBeLessThan(1_000)
  await expectBadge(screen, 'signed_in')

  const said = await screen.signIn.getByText(expiryText).textContent()
  await expect(phone.page.getByText('カルテの画面に戻ってください')).toBeVisible()
  await expect(phone.page.getByText(expiryText)).toHaveText(said ?? '')
})

test('the sign-in outlives log-out and log-in, on any terminal', async ({ doctor, registeredPhone, newEmr }) => {
  const [first, second] = doctor.terminals
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, first)
  await signInWithPhone(screen, phone)
  await expectBadge(screen, 'signed_in')
  await screen.logOut()
  await screen.logIn()
  await expectBadge(screen, 'signed_in')
  await expectBadge(await newEmr(doctor, second), 'signed_in')
})

test('when the 18 hours are over the badge turns yellow and the next prescription opens the sign-in by itself', async ({
  doctor,
  registeredPhone,
  newEmr,
  contexts,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await signInWithPhone(screen, phone)
  await expectBadge(screen, 'signed_in')
  await screen.page.goto(`${new URL(screen.page.url()).origin}/`)
  await screen.page.locator('.patient-link').first().click()
  await expectBadge(screen, 'signed_in')

  const { db } = contexts.facility
  const staff = { staffCode: doctor.staffCode }
  await db.prisma.vaultToken.updateMany({ where: { staff }, data: { expiresAt: new Date(Date.now() - 1_000) } })
  await screen.page.reload()
  await expectBadge(screen, 'sign_in_required')

  await screen.page.locator('#issue').click()
  const dialog = screen.page.frameLocator('dialog iframe')
  const inDialog = { ...screen, signIn: dialog }
  await scanWithPhone(phone, inDialog)
  await approveWithNumber(phone, await readNumber(inDialog))
  const own = screen.page.locator('#prescriptions li').filter({ hasText: doctor.displayName })
  await expect(own).toHaveAttribute('data-state', 'registered')
  await expectBadge(screen, 'signed_in')
})
