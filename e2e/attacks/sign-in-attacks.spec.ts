import { expect, type Page, type Route } from '@playwright/test'
import type { SeedContexts } from '@/prisma/seed/seed-hospital'
import { expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import {
  approveWithNumber,
  denyOnPhone,
  readNumber,
  scanWithPhone,
  signInWithPhone,
} from '../support/phone/approve-on-phone'
import { waitForQr } from '../support/screen/read-qr'
import type { DemoDoctor } from '../support/world'

/** What the EMR’s frame says after a denial. */
const refusedOnPhone = 'スマートフォンで認証が拒否されました'

test('AT-11 the second phone that scans is told so, and so is the EMR screen', async ({
  doctor,
  registeredPhone,
  newPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await expect(screen.signIn.getByRole('heading', { name: 'スマートフォンで読み取ってください' })).toBeVisible()
  const seen = await waitForQr(screen.page)
  await phone.page.goto(seen)
  const number = await readNumber(screen)
  const stranger = await newPhone()
  await stranger.page.goto(seen)
  await expect(stranger.page.getByText(/別のスマートフォン/).first()).toBeVisible()
  await expect(stranger.page.getByText(doctor.displayName)).toHaveCount(0)
  await expect(screen.signIn.getByText(/別のスマートフォンからも読み取りがありました/)).toBeVisible()
  await approveWithNumber(phone, number)
  await expectBadge(screen, 'signed_in')
})

test('AT-35 a wrong number ends the sign-in on both screens', async ({ doctor, registeredPhone, newEmr }) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(phone, screen)
  const number = await readNumber(screen)
  const wrong = number === '99' ? '10' : String(Number(number) + 1).padStart(2, '0')
  await approveWithNumber(phone, wrong)
  await expect(screen.signIn.getByRole('heading', { name: '番号が一致しませんでした' })).toBeVisible()
  await expect(phone.page.getByRole('button', { name: 'Sign In（認証する）' })).toHaveCount(0)
  await expectBadge(screen, 'sign_in_required')
})

test('AT-36 a stranger who scans and denies ends that sign-in alone: the token stays, and the doctor starts again at once', async ({
  doctor,
  registeredPhone,
  newPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const other = await newEmr(doctor, doctor.terminals[1])
  await signInWithPhone(other, phone)
  await expectBadge(other, 'signed_in')
  const screen = await newEmr(doctor, doctor.terminals[0])
  const stranger = await newPhone()
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(stranger, screen)
  await denyOnPhone(stranger)
  await expect(screen.signIn.getByRole('heading', { name: refusedOnPhone })).toBeVisible()
  await stranger.page.getByRole('button', { name: 'すべて終了する（生体認証）' }).click()
  await expect(stranger.page.getByText('生体認証が完了しませんでした')).toBeVisible()
  await expectBadge(other, 'signed_in')
  await screen.signIn.getByRole('button', { name: 'もう一度認証する' }).click()
  await scanWithPhone(phone, screen)
  await approveWithNumber(phone, await readNumber(screen))
  await expect(phone.page.getByText('カルテの画面に戻ってください')).toBeVisible()
})

test('AT-36 after 「心当たりがない」 the doctor ends every token with the biometrics of the registered phone', async ({
  doctor,
  registeredPhone,
  newEmr,
  contexts,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await signInWithPhone(screen, phone)
  await expectBadge(screen, 'signed_in')
  const other = await newEmr(doctor, doctor.terminals[1])
  await other.openSignIn()
  await showCode(other.signIn)
  await scanWithPhone(phone, other)
  await denyOnPhone(phone)
  await phone.page.getByRole('button', { name: 'すべて終了する（生体認証）' }).click()
  await expect(phone.page.getByText('ご本人の有効な認証をすべて終了しました。')).toBeVisible()
  expect(await liveTokensOf(contexts, doctor)).toBe(0)
  await phone.page.getByRole('link', { name: '認証の状況を見る' }).click()
  await expect(phone.page.getByText('有効な認証はありません。')).toBeVisible()
})

test('「心当たりがない」 whose answer is lost: the phone finds out that the sign-in is refused, and offers the rest', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(phone, screen)
  await expect(phone.page.getByRole('button', { name: '心当たりがない' })).toBeVisible()
  await loseAnswerOnce(phone.page, '**/claims/current/denial')
  await denyOnPhone(phone)
  await expect(screen.signIn.getByRole('heading', { name: refusedOnPhone })).toBeVisible()
  await expect(phone.page.getByRole('heading', { name: '本人認証を拒否しました' })).toBeVisible({ timeout: 10_000 })
})

/** The request arrives; its answer does not. Node knows no names below localhost, so it is sent to the address. */
async function loseAnswerOnce(page: Page, pattern: string): Promise<void> {
  const lose = async (route: Route) => {
    const url = new URL(route.request().url())
    const headers = { ...(await route.request().allHeaders()), host: url.host }
    url.hostname = '127.0.0.1'
    await route.fetch({ url: url.href, headers })
    await route.abort()
  }
  await page.route(pattern, lose, { times: 1 })
}

function liveTokensOf({ authority }: SeedContexts, { holderId }: DemoDoctor): Promise<number> {
  return authority.db.prisma.accessToken.count({ where: { holderId, revokedAt: null } })
}

test('AT-08 the phone of another doctor cannot approve', async ({ doctor, newDoctor, registeredPhone, newEmr }) => {
  await registeredPhone(doctor)
  const stranger = await registeredPhone(newDoctor())
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(stranger, screen)
  await approveWithNumber(stranger, await readNumber(screen))
  await expect(stranger.page.getByText('カルテの画面に戻ってください')).toHaveCount(0)
  await expectBadge(screen, 'sign_in_required')
})

test('AT-15 what the doctor ends on the phone is over at the hospital', async ({
  doctor,
  registeredPhone,
  newEmr,
  world,
  contexts,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await signInWithPhone(screen, phone)
  await expectBadge(screen, 'signed_in')
  await phone.page.goto(`${world.authorityUrl}/my`)
  await phone.page.getByRole('button', { name: '生体認証で開く' }).click()
  await phone.page
    .getByRole('button', { name: /^終了する/ })
    .first()
    .click()
  await expect(phone.page.getByText('有効な認証はありません。')).toBeVisible()
  // The facility asks the authority again when a frame opens and its last answer is older than ten seconds.
  const lastAnswer = { checkedAt: new Date(Date.now() - 11_000) }
  await contexts.facility.db.prisma.vaultToken.updateMany({
    where: { staff: { staffCode: doctor.staffCode } },
    data: lastAnswer,
  })
  await screen.page.reload()
  await expectBadge(screen, 'sign_in_required', 10_000)
})

test('signing out on one terminal turns every screen yellow', async ({ doctor, registeredPhone, newEmr }) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  const other = await newEmr(doctor, doctor.terminals[1])
  await signInWithPhone(screen, phone)
  await expectBadge(other, 'signed_in')
  await screen.badge.locator('[data-state]').click()
  await screen.badge.getByRole('button', { name: '認証を終了する' }).click()
  await screen.badge.getByRole('button', { name: '終了する', exact: true }).click()
  await expectBadge(screen, 'sign_in_required')
  await expectBadge(other, 'sign_in_required')
})

test('AT-14 a forged message makes nothing green: the EMR’s back end asks the facility', async ({ doctor, newEmr }) => {
  const screen = await newEmr(doctor, doctor.terminals[0])
  await expectBadge(screen, 'sign_in_required')
  await screen.page.evaluate(() => {
    const forged = {
      shomei: 1,
      type: 'signed_in',
      payload: { staff_id: 'E001', method: 'fido', expires_at: '2099-01-01T00:00:00Z' },
    }
    window.postMessage(forged, '*')
    for (const frame of document.querySelectorAll('iframe')) frame.contentWindow?.postMessage(forged, '*')
  })
  const status = await screen.page.evaluate(async () => (await fetch('/api/sign-in-status')).json())
  expect(status).toMatchObject({ status: 'sign_in_required' })
  await expectBadge(screen, 'sign_in_required')
})
