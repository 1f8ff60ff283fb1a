import { join } from 'node:path'
import { Refusal } from '../process/refusal.mjs'
import { listDoctors } from './demonstration.mjs'
import { logIn, readMatchNumber, showCode, waitForSuccess } from './walk-emr.mjs'
import { approve, isRegistrable, register } from './walk-phone.mjs'
import { issuePrescription, showSignatures } from './walk-signing.mjs'

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {(name: string, page: Page) => Promise<void>} TakePicture
 */

/**
 * Walks from the notification card to a signed prescription, as a doctor would, with a picture of each step.
 * @param {import('@playwright/test').Browser} browser
 * @param {{ page: Page }} phone
 * @param {{ demonstration: import('./demonstration.mjs').Demonstration, pictures: string, say: (line: string) => void }} options
 * @throws {Refusal} when a step does not lead on, with a picture of where it stopped
 */
export async function walkJourney(browser, phone, { demonstration, pictures, say }) {
  const screen = await openScreen(browser, demonstration.urls.emr)
  let count = 0
  /** @type {TakePicture} */
  const take = async (name, page) => {
    count += 1
    await page.screenshot({ path: join(pictures, `${String(count).padStart(2, '0')}-${name}.png`) })
  }
  try {
    const doctor = await registerSomebody(phone.page, listDoctors(demonstration), take, say)
    await signIn(phone.page, screen, { doctor, emrUrl: demonstration.urls.emr }, take, say)
    await issuePrescription(screen, take)
    say('The prescription is signed and registered.')
    await showSignatures(phone.page, demonstration.urls.authority, take)
  } catch (error) {
    if (error instanceof Refusal) throw error
    await phone.page.screenshot({ path: join(pictures, 'stopped-phone.png') })
    await screen.screenshot({ path: join(pictures, 'stopped-emr.png') })
    throw new Refusal(`The journey stopped. See stopped-phone.png and stopped-emr.png in ${pictures}.\n${error}`, {
      cause: error,
    })
  }
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} emrUrl
 */
async function openScreen(browser, emrUrl) {
  const terminal = await browser.newContext({
    baseURL: emrUrl,
    viewport: { width: 1280, height: 900 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  })
  return terminal.newPage()
}

/**
 * @param {Page} phone
 * @param {ReturnType<typeof listDoctors>} doctors
 * @param {TakePicture} take
 * @param {(line: string) => void} say
 */
async function registerSomebody(phone, doctors, take, say) {
  for (const { card, doctor } of doctors) {
    await phone.goto(card.registerUrl)
    if (!(await isRegistrable(phone))) {
      say(`The card of ${card.holderName} has been used.`)
      continue
    }
    say(`Registering a phone for ${card.holderName} …`)
    await register(phone, card.password, take)
    return doctor
  }
  throw new Refusal('Every card of the demonstration has been used. `npm run reset` and `npm start` begin again.')
}

/**
 * @param {Page} phone
 * @param {Page} screen
 * @param {{ doctor: import('./demonstration.mjs').Staff, emrUrl: string }} who
 * @param {TakePicture} take
 * @param {(line: string) => void} say
 */
async function signIn(phone, screen, { doctor, emrUrl }, take, say) {
  say(`Logging in to the EMR as ${doctor.staffCode} …`)
  await logIn(screen, emrUrl, doctor)
  const address = await showCode(screen, take)
  say('The phone reads the code on the screen …')
  await phone.goto(address)
  await approve(phone, () => readMatchNumber(screen, take), take)
  await waitForSuccess(screen, take)
  say('Signed in: the badge is green.')
}
