import { createInterface } from 'node:readline'
import { readQr } from './read-qr.mjs'

/**
 * Opens the windows for a person: the phone, and the example EMR as the terminal it is held up to. Returns when the phone
 * is closed.
 * @param {import('@playwright/test').Browser} browser
 * @param {Awaited<ReturnType<typeof import('./virtual-phone.mjs').openPhone>>} phone
 * @param {{ demonstration: import('./demonstration.mjs').Demonstration, url: string | undefined }} options
 */
export async function openWindows(browser, phone, { demonstration, url }) {
  const terminal = await browser.newContext({ viewport: { width: 1100, height: 760 } })
  const screen = await terminal.newPage()
  await screen.goto(demonstration.urls.emr)
  await phone.page.goto(url ?? demonstration.urls.authority)
  const closed = new Promise((settle) => phone.page.once('close', settle))
  console.log(
    'The phone is open; its fingerprint always fits. The other window is a terminal with the example EMR:\n' +
      'log in there, click 「国家資格認証」 and choose FIDO. When the two-dimensional code is on that screen,\n' +
      'press Enter here to hold the phone up to it. Close the phone to end.',
  )
  const keyboard = createInterface({ input: process.stdin })
  keyboard.on('line', () => {
    scan(phone.page, screen).catch((error) => console.error(`The phone could not read the screen: ${error.message}`))
  })
  await closed
  keyboard.close()
}

/**
 * @param {import('@playwright/test').Page} phone
 * @param {import('@playwright/test').Page} screen
 */
async function scan(phone, screen) {
  const address = await readQr(screen)
  if (!address) return console.log('There is no two-dimensional code on the EMR window. Open the sign-in there first.')
  console.log('The phone has read the code.')
  await phone.goto(address)
  await phone.bringToFront()
}
