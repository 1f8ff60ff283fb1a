import { expect, type Locator, type Page } from '@playwright/test'
import { expectBadge } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { readNumber, scanWithPhone } from '../support/phone/approve-on-phone'

const mostStops = 60

/** Presses Tab until the element has the focus, as somebody without a mouse does; fails when no Tab leads there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no Tab leads to ${target}`)
}

async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

test('a phone is registered with the keyboard alone', async ({ doctor, issueCard, newPhone }) => {
  const { page } = await newPhone()
  const card = await issueCard(doctor)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.goto(card.url)
  await pressOn(page, button('はじめる'))
  await tabTo(page, page.getByLabel('パスワード', { exact: true }))
  await page.keyboard.type(card.password)
  await page.keyboard.press('Enter')
  await pressOn(page, button('生体認証を登録'))
  const sample = page.getByTestId('practice-number')
  await expect(sample).toBeVisible()
  for (const digit of (await sample.textContent()) ?? '') await pressOn(page, button(digit))
  await expect(page.getByRole('heading', { name: '登録が完了しました' })).toBeVisible()
})

test('a doctor signs in with the keyboard alone, in the frame and on the phone', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await pressOn(screen.page, screen.page.locator('#open-sign-in'))
  await pressOn(screen.page, screen.signIn.getByRole('button', { name: 'FIDO（生体認証）' }))
  await scanWithPhone(phone, screen)
  const number = await readNumber(screen)
  const button = (name: string) => phone.page.getByRole('button', { name, exact: true })
  for (const digit of number) await pressOn(phone.page, button(digit))
  await expectBadge(screen, 'signed_in')
  await pressOn(screen.page, screen.badge.locator('[data-state]'))
  await expect(screen.badge.getByRole('heading', { name: '本人認証' })).toBeFocused()
  await screen.page.keyboard.press('Escape')
  await expect(screen.badge.getByRole('heading', { name: '本人認証' })).toHaveCount(0)
})
