import { readQr } from './read-qr.mjs'

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('./walk-journey.mjs').TakePicture} TakePicture
 */

const CODE_SECONDS = 20

/**
 * Logs in to the example EMR.
 * @param {Page} screen
 * @param {string} emrUrl
 * @param {import('./demonstration.mjs').Staff} doctor
 */
export async function logIn(screen, emrUrl, { facilityCode, staffCode, password }) {
  await screen.goto(emrUrl)
  await screen.locator('[name=facility_code]').selectOption(facilityCode)
  await screen.locator('[name=staff_code]').fill(staffCode)
  await screen.locator('[name=password]').fill(password)
  await screen.locator('#login-form button[type=submit]').click()
  await screen.locator('#open-sign-in').waitFor()
}

/**
 * Opens the sign-in with FIDO and reads the code from a picture of the screen.
 * @param {Page} screen
 * @param {TakePicture} take
 * @returns {Promise<string>} the address in the code
 */
export async function showCode(screen, take) {
  await screen.locator('#open-sign-in').click()
  const choice = frame(screen).getByRole('button', { name: 'FIDO（生体認証）' })
  // Shown at once to a doctor who signed in with FIDO last time.
  await choice.or(frame(screen).getByTestId('rotating-code')).waitFor()
  if (await choice.isVisible()) {
    await take('emr-methods', screen)
    await choice.click()
  }
  const deadline = performance.now() + CODE_SECONDS * 1_000
  while (performance.now() < deadline) {
    const address = await readQr(screen)
    if (address) {
      await take('emr-code', screen)
      return (await readQr(screen)) ?? address
    }
  }
  throw new Error(`no two-dimensional code could be read on the EMR's screen within ${CODE_SECONDS} s`)
}

/**
 * The two digits that the EMR shows once the phone has claimed the code.
 * @param {Page} screen
 * @param {TakePicture} take
 */
export async function readMatchNumber(screen, take) {
  const number = frame(screen).getByTestId('match-number')
  await number.waitFor()
  await take('emr-number', screen)
  return ((await number.textContent()) ?? '').trim()
}

/**
 * @param {Page} screen
 * @param {TakePicture} take
 */
export async function waitForSuccess(screen, take) {
  await screen.frameLocator('#badge iframe').locator('[data-state=signed_in]').waitFor()
  await take('emr-signed-in', screen)
}

/** @param {Page} screen */
function frame(screen) {
  return screen.frameLocator('#sign-in iframe')
}
