import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectFits } from '../support/accessibility/expect-accessible'
import { type EmrScreen, expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { expectButtonsInView } from '../support/geometry/expect-buttons-in-view'
import { approveWithNumber, denyOnPhone, forgetTaps, readNumber } from '../support/phone/approve-on-phone'
import type { VirtualPhone } from '../support/phone/virtual-phone'
import { waitForQr } from '../support/screen/read-qr'

async function openAndScan(screen: EmrScreen, { page }: VirtualPhone, lang: 'ja' | 'en' = 'ja'): Promise<string> {
  await screen.openSignIn()
  await showCode(screen.signIn)
  const code = new URL(await waitForQr(screen.page))
  code.searchParams.set('lang', lang)
  await page.goto(code.href)
  return readNumber(screen)
}

/** A page of the phone as it must be: its buttons in view, read out as the snapshot has it, no finding of axe, nothing cut. */
async function look(page: Page, name: string): Promise<void> {
  await expect(page.locator('main')).toMatchAriaSnapshot({ name: `${name}.aria.yml` })
  await expectButtonsInView(page, name)
  await expectAccessible(page, name)
  await expectFits(page, name)
}

const words = {
  ja: { notMe: '心当たりがない', signIn: 'Sign In（認証する）', back: '押し間違い', done: '認証に成功しました' },
  en: { notMe: 'It was not me', signIn: 'Sign In', back: 'Pressed by mistake', done: 'Signed in' },
} as const

for (const lang of ['ja', 'en'] as const) {
  test(`Q8 each page of the sign-in has its buttons in view and reads well, ${lang}`, async ({
    doctor,
    registeredPhone,
    newEmr,
  }) => {
    test.slow()
    const { notMe, signIn, back, done } = words[lang]
    const phone = await registeredPhone(doctor)
    const { page } = phone
    const screen = await newEmr(doctor, doctor.terminals[0])
    const number = await openAndScan(screen, phone, lang)
    await page.getByRole('button', { name: notMe }).waitFor()
    await look(page, `number-${lang}`)
    await page.getByRole('button', { name: notMe }).click()
    await expectButtonsInView(page, `question, ${lang}`)
    await expectAccessible(page, `question, ${lang}`)
    await page.getByRole('button', { name: back }).click()
    await forgetTaps(phone)
    await approveWithNumber(phone, number)
    await page.getByRole('button', { name: signIn }).waitFor()
    await look(page, `ready-${lang}`)
    await page.getByRole('button', { name: signIn }).click()
    await page.getByRole('heading', { name: done }).waitFor()
    await look(page, `success-${lang}`)

    await openAndScan(screen, phone, lang)
    await page.getByRole('button', { name: notMe }).click()
    await page.getByRole('dialog').getByRole('button', { name: notMe }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(page, `denied-${lang}`)
  })
}

test('Q9 when the EMR screen cancels, the phone stops counting and says so', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await openAndScan(screen, phone)
  await expect(phone.page.getByText(/残り \d:\d\d/)).toBeVisible()
  await screen.signIn.getByRole('button', { name: /^(?:中止する|キャンセル)$/ }).click()
  await expect(phone.page.getByRole('heading', { name: '本人認証がキャンセルされました' })).toBeVisible({
    timeout: 10_000,
  })
  await expect(phone.page.getByText(/残り \d:\d\d/)).toHaveCount(0)
  await expect(phone.page.getByText('電子カルテの画面で、この本人認証がキャンセルされました。')).toBeVisible()
})

test('A1 a phone of another doctor hears whose phone it must be, and keeps a way out', async ({
  doctor,
  newDoctor,
  registeredPhone,
  newEmr,
}) => {
  await registeredPhone(doctor)
  const wrong = await registeredPhone(newDoctor())
  const { page } = wrong
  const screen = await newEmr(doctor, doctor.terminals[0])
  await approveWithNumber(wrong, await openAndScan(screen, wrong))
  await page.getByRole('button', { name: words.ja.signIn }).click()
  const notice = page.getByRole('alert').filter({ hasText: '登録済みスマートフォンではない' })
  await expect(notice).toContainText(`${doctor.displayName}`)
  await expect(page.getByText('この認証はまだ有効です')).toHaveCount(0)
  await expectButtonsInView(page, 'after a ceremony without a result')
  await page.getByRole('button', { name: 'キャンセル' }).click()
  await expect(page.getByRole('heading', { name: '本人認証をキャンセルしました' })).toBeVisible()
  await expectBadge(screen, 'sign_in_required')
})

test('Q7 a digit can be taken back in the second before the number is sent', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const { page } = phone
  const screen = await newEmr(doctor, doctor.terminals[0])
  const number = await openAndScan(screen, phone)
  const [first = '', last = ''] = number
  const wrongLast = last === '9' ? '0' : '9'
  await page.getByRole('button', { name: first, exact: true }).waitFor()
  await page.keyboard.type(`${first}${wrongLast}`)
  await page.keyboard.press('Backspace')
  await expect(page.getByLabel('入力した番号')).toContainText(first)
  await page.keyboard.type(last)
  await expect(page.getByRole('heading', { name: words.ja.done })).toBeVisible()
})

test('Q9 a press by mistake denies nothing', async ({ doctor, registeredPhone, newEmr }) => {
  const phone = await registeredPhone(doctor)
  const { page } = phone
  const screen = await newEmr(doctor, doctor.terminals[0])
  const number = await openAndScan(screen, phone)
  await page.getByRole('button', { name: words.ja.notMe }).click()
  await page.getByRole('button', { name: words.ja.back }).click()
  await approveWithNumber(phone, number)
  await expect(page.getByRole('heading', { name: words.ja.done })).toBeVisible()
  await openAndScan(screen, phone)
  await denyOnPhone(phone)
  await expect(page.getByRole('heading', { name: '本人認証を拒否しました' })).toBeVisible()
})
