import { expect, type Page } from '@playwright/test'
import { messagesFor } from '@/lib/messages/messages-for'
import { expectAccessible, expectFits } from '../support/accessibility/expect-accessible'
import { test } from '../support/fixtures'
import { expectButtonsInView } from '../support/geometry/expect-buttons-in-view'

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function typePassword(page: Page, lang: 'ja' | 'en', password: string): Promise<void> {
  const { label, submit } = messagesFor(lang).register.password
  await page.getByLabel(label, { exact: true }).fill(password)
  await press(page, submit)
}

test.describe('P20 three steps on every page, and every button in view', () => {
  for (const lang of ['ja', 'en'] as const) {
    const { register: text } = messagesFor(lang)
    const steps = (current: number) => text.stepOf.replace('{total}', '3').replace('{current}', String(current))
    const check = async (page: Page, name: string, position: string | null) => {
      if (position !== null) {
        await expect(page.getByLabel(text.progressLabel).getByText(position, { exact: true })).toBeVisible()
        await expect(page.getByLabel(text.progressLabel).getByRole('listitem')).toHaveCount(3)
      }
      await expectButtonsInView(page, `${name}, ${lang}`)
      await expectAccessible(page, name)
      await expectFits(page, name)
    }

    test(`from the card to the end, ${lang}`, async ({ doctor, issueCard, newPhone }) => {
      const { page, cdp, authenticatorId } = await newPhone()
      const card = await issueCard(doctor)
      await page.goto(card.url.replace('/register#', `/register?lang=${lang}#`))
      await page.getByRole('button', { name: text.intro.start }).waitFor()
      await check(page, 'introduction', text.stepsAhead.replace('{total}', '3'))
      await press(page, text.intro.start)
      await check(page, 'password', steps(1))
      for (const tries of [4, 3, 2, 1]) {
        await typePassword(page, lang, 'AAAA-AAAA-AA')
        await expect(
          page.getByText(text.password.triesLeft.replace('{tries}', String(tries)), { exact: true }),
        ).toBeVisible()
        if (tries === 4 || tries === 1) await check(page, `password, ${tries} left`, steps(1))
      }
      await typePassword(page, lang, card.password)
      await page.getByRole('heading', { name: text.confirm.heading }).waitFor()
      await check(page, 'confirmation', steps(2))
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
      await press(page, text.confirm.submit)
      await expect(page.getByText(text.kept.card)).toBeVisible()
      await expectButtonsInView(page, `confirmation after a failed ceremony, ${lang}`)
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
      await press(page, text.confirm.submit)
      await page.getByRole('heading', { name: text.trial.heading }).waitFor()
      await check(page, 'practice', steps(3))
      await press(page, text.trial.submit)
      await page.getByRole('heading', { name: text.done.heading }).waitFor()
      await check(page, 'done', text.stepsDone.replace('{total}', '3'))
      await page.getByRole('link', { name: text.done.readAgain }).click()
      await page.getByRole('heading', { name: text.guide.pageTitle }).waitFor()
      await check(page, 'guide', null)
    })
  }
})
