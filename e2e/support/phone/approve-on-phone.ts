import { expect } from '@playwright/test'
import { type EmrScreen, showCode } from '../emr/emr-screen'
import { waitForQr } from '../screen/read-qr'
import type { VirtualPhone } from './virtual-phone'

/** Points the phone's camera at the EMR's screen and opens what the code says. */
export async function scanWithPhone(phone: VirtualPhone, screen: Pick<EmrScreen, 'page' | 'signIn'>): Promise<void> {
  await expect(screen.signIn.getByRole('heading', { name: 'スマートフォンで読み取ってください' })).toBeVisible()
  await phone.page.goto(await waitForQr(screen.page))
}

/** Reads the number on the EMR's screen, as the doctor does. */
export async function readNumber(screen: Pick<EmrScreen, 'signIn'>): Promise<string> {
  const number = screen.signIn.getByTestId('match-number')
  await expect(number).toBeVisible()
  return (await number.textContent()) ?? ''
}

/** Types the number on the phone; its last digit leads on to the biometrics. */
export async function approveWithNumber({ page }: VirtualPhone, number: string): Promise<void> {
  for (const digit of number) await page.getByRole('button', { name: digit, exact: true }).click()
}

/** 「心当たりがない」, and the question after it answered with yes. */
export async function denyOnPhone({ page }: VirtualPhone): Promise<void> {
  await page.getByRole('button', { name: '心当たりがない' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '心当たりがない' }).click()
}

/** From now on a ceremony needs a tap of its own, as in Safari. */
export async function forgetTaps({ page }: VirtualPhone): Promise<void> {
  await page.evaluate(() =>
    Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { isActive: false } }),
  )
}

/** Types the number on a phone that then waits for a tap, so that what comes before the biometrics can be seen. */
export async function typeNumber(phone: VirtualPhone, number: string): Promise<void> {
  await forgetTaps(phone)
  await approveWithNumber(phone, number)
}

/** The whole of a morning: show the code, scan, type the number, confirm. */
export async function signInWithPhone(screen: EmrScreen, phone: VirtualPhone): Promise<void> {
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(phone, screen)
  await approveWithNumber(phone, await readNumber(screen))
}
