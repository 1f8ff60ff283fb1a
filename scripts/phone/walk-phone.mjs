/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('./walk-journey.mjs').TakePicture} TakePicture
 */

const START = 'はじめる'

/**
 * Whether the card on the phone's screen can still be used.
 * @param {Page} phone
 */
export async function isRegistrable(phone) {
  const start = phone.getByRole('button', { name: START })
  const used = phone.getByRole('heading', { name: 'この通知カードは使用済みです' })
  await start.or(used).waitFor()
  return start.isVisible()
}

/**
 * From 「はじめる」 to 「登録が完了しました」.
 * @param {Page} phone
 * @param {string} password
 * @param {TakePicture} take
 */
export async function register(phone, password, take) {
  const press = (/** @type {string} */ name) => phone.getByRole('button', { name, exact: true }).click()
  const heading = (/** @type {string} */ name) => phone.getByRole('heading', { name }).waitFor()
  await take('phone-register-start', phone)
  await press(START)
  await phone.getByLabel('パスワード', { exact: true }).fill(password)
  await take('phone-register-password', phone)
  await press('次へ')
  await heading('内容にお間違いがないかご確認ください')
  await take('phone-register-confirm', phone)
  await press('生体認証を登録')
  const accept = phone.getByRole('button', { name: '確認しました' })
  const trial = phone.getByTestId('practice-number')
  await accept.or(trial).waitFor()
  if (await accept.isVisible()) await accept.click()
  await trial.waitFor()
  await take('phone-register-trial', phone)
  for (const digit of (await trial.textContent()) ?? '') await press(digit)
  await heading('登録が完了しました')
  await take('phone-register-done', phone)
}

/**
 * From the scanned code to 「認証に成功しました」.
 * @param {Page} phone
 * @param {() => Promise<string>} readNumber looks at the EMR's screen, where the number is after the claim
 * @param {TakePicture} take
 */
export async function approve(phone, readNumber, take) {
  await phone.getByRole('button', { name: '心当たりがない' }).waitFor()
  await take('phone-sign-in', phone)
  for (const digit of await readNumber()) await phone.getByRole('button', { name: digit, exact: true }).click()
  await phone.getByRole('heading', { name: '認証に成功しました' }).waitFor()
  await take('phone-sign-in-success', phone)
}
