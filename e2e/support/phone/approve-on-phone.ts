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

/** Types the number on the phone, which then asks for biometrics. */
export async function typeNumber(phone: VirtualPhone, number: string): Promise<void> {
  await phone.page.getByRole('button', { name: '番号の入力へ' }).click()
  for (const digit of number) await phone.page.getByRole('button', { name: digit, exact: true }).click()
  await phone.page.getByRole('button', { name: 'この番号で進む' }).click()
}

/** Types the number on the phone and confirms with biometrics. */
export async function approveWithNumber(phone: VirtualPhone, number: string): Promise<void> {
  await typeNumber(phone, number)
  await phone.page.getByRole('button', { name: 'Sign In（認証する）' }).click()
}

/** The whole of a morning: show the code, scan, type the number, confirm. */
export async function signInWithPhone(screen: EmrScreen, phone: VirtualPhone): Promise<void> {
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(phone, screen)
  await approveWithNumber(phone, await readNumber(screen))
}
