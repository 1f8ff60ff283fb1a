import { expect, type Locator } from '@playwright/test'
import { showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, forgetTaps, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'

const hostile = {
  facility: '見本\u202e院病合総\u2066\n総合病院',
  department: '内科\u2029\u200b外来',
  place: 'אבג\u2069\u202e',
  terminal: '123\u200f\t診察室',
  username: '\u2068見本\u061c 太郎\u2067',
}

test('AT-50 names that turn the direction of writing, break lines or hide change nothing on the phone’s approval pages', async ({
  doctor,
  registeredPhone,
  newEmr,
  contexts,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await expect(screen.signIn.getByRole('heading', { name: 'スマートフォンで読み取ってください' })).toBeVisible()
  // As a row of before the check, or a facility that went around it.
  await contexts.authority.db.sql`
    UPDATE authority.device_authorization
    SET facility_name = ${hostile.facility}, department = ${hostile.department}, place = ${hostile.place},
      terminal_name = ${hostile.terminal}, staff_display_name = ${hostile.username}
    WHERE holder_id = ${doctor.holderId} AND state = 'shown'`
  await scanWithPhone(phone, screen)
  const { page } = phone
  await expect(page.getByText('見本\ufffd院病合総\ufffd\ufffd総合病院')).toBeVisible()
  await expectOnlyShownText(page.locator('main'))
  await expectInOrder(page.locator('dd').filter({ hasText: '診察室' }))
  for (const value of await page.locator('dd').all()) await expectOwnDirection(value)
  await forgetTaps(phone)
  await approveWithNumber(phone, await readNumber(screen))
  await expect(page.getByRole('button', { name: 'Sign In（認証する）' })).toBeVisible()
  await expectOnlyShownText(page.locator('main'))
})

/**
 * The only format characters on the page are the isolates that the page itself puts around a text, in pairs, and outside names the
 * marks of its own phrases.
 */
async function expectOnlyShownText(content: Locator): Promise<void> {
  expect((await content.locator('bdi').allTextContents()).join('')).not.toContain('\u200b')
  const text = ((await content.textContent()) ?? '').replaceAll('\u200b', '')
  expect(text).not.toBe('')
  const bare = text.replace(/\u2068([^\u2066-\u2069]*)\u2069/g, '$1')
  expect(bare.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu)).toBeNull()
}

/** The value before the terminal is drawn before it: a right-to-left place does not take the digits along. */
async function expectInOrder(value: Locator): Promise<void> {
  const [place, terminal] = await value.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const node = walker.nextNode()
    const leftOf = (part: string) => {
      const range = document.createRange()
      const at = node?.textContent?.indexOf(part) ?? -1
      if (node === null || at < 0) return Number.NaN
      range.setStart(node, at)
      range.setEnd(node, at + part.length)
      return range.getBoundingClientRect().left
    }
    return [leftOf('אבג'), leftOf('123')]
  })
  expect(place).toBeLessThan(terminal ?? Number.NaN)
}

async function expectOwnDirection(value: Locator): Promise<void> {
  await expect(value.locator('bdi').first()).toHaveCSS('unicode-bidi', 'isolate')
}
