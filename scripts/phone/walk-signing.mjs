/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('./walk-journey.mjs').TakePicture} TakePicture
 */

/**
 * Issues the first patient's prescription in the example EMR and shows what was signed.
 * @param {Page} screen signed in
 * @param {TakePicture} take
 */
export async function issuePrescription(screen, take) {
  await screen.goto('/')
  await screen.locator('.patient-link').first().click()
  await screen.locator('#issue').click()
  const outcome = screen.locator('#issue-message')
  await outcome.getByText('電子署名を付けて登録済みです。').waitFor()
  await take('emr-prescription-issued', screen)
  await outcome.getByRole('link', { name: '処方箋を表示' }).click()
  await screen.locator('#signature').getByText('XAdES').waitFor()
  await take('emr-prescription', screen)
}

/**
 * What was signed in the doctor's name, on the doctor's own page.
 * @param {Page} phone
 * @param {string} authorityUrl
 * @param {TakePicture} take
 */
export async function showSignatures(phone, authorityUrl, take) {
  await phone.goto(`${authorityUrl}/my`)
  await phone.getByRole('button', { name: '生体認証で開く' }).click()
  const heading = phone.getByRole('heading', { name: '電子署名の履歴' })
  await heading.waitFor()
  await take('phone-my', phone)
  await phone
    .getByText(/処方箋 \d+件/)
    .first()
    .waitFor()
  await heading.evaluate((element, margin) => scrollBy(0, element.getBoundingClientRect().top - margin), 48)
  await take('phone-signatures', phone)
}
