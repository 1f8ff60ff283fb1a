import { loadCredentials, mergeCredentials, saveCredentials } from './saved-credentials.mjs'

/**
 * @typedef {import('@playwright/test').Browser} Browser
 * @typedef {import('@playwright/test').BrowserContext} BrowserContext
 * @typedef {import('@playwright/test').Page} Page
 */

/** The authenticator of a phone with a screen lock: keys on the device, its owner verified (CTAP 2.1). */
const AUTHENTICATOR = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
}

/** So that the pages show what they show on a phone, and the register calls it a test device. */
const DEVICE = { platform: 'Android', platformVersion: '15', architecture: '', model: 'Virtual phone', mobile: true }

/**
 * Opens a phone whose keys are kept in `keyFile`. Every tab of it has the same authenticator.
 * @param {Browser} browser
 * @param {{ keyFile: string }} options
 * @returns {Promise<{ context: BrowserContext, page: Page }>}
 */
export async function openPhone(browser, { keyFile }) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 780 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  })
  const page = await context.newPage()
  await giveAuthenticator(context, page, keyFile)
  context.on('page', (tab) => {
    giveAuthenticator(context, tab, keyFile).catch(() => tab.close())
  })
  return { context, page }
}

/**
 * @param {BrowserContext} context
 * @param {Page} page
 * @param {string} keyFile
 */
async function giveAuthenticator(context, page, keyFile) {
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setUserAgentOverride', {
    userAgent: await mobileUserAgent(page),
    userAgentMetadata: DEVICE,
  })
  await cdp.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR })
  const given = loadCredentials(keyFile)
  for (const credential of given) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential })
  const keep = async () => {
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    saveCredentials(keyFile, mergeCredentials(loadCredentials(keyFile), credentials, given))
  }
  for (const event of ['credentialAdded', 'credentialAsserted', 'credentialUpdated', 'credentialDeleted']) {
    cdp.on(`WebAuthn.${event}`, () => keep().catch(() => undefined))
  }
}

/** @param {Page} page */
async function mobileUserAgent(page) {
  const own = await page.evaluate('navigator.userAgent')
  return String(own)
    .replace('Headless', '')
    .replace(/\([^)]*\)/, '(Linux; Android 10; K)')
    .replace('Safari/', 'Mobile Safari/')
}
