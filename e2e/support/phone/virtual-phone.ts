import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test'

/** A doctor's phone: a browser context of its own with a platform authenticator that verifies its user. */
export type VirtualPhone = {
  context: BrowserContext
  page: Page
  cdp: CDPSession
  authenticatorId: string
  close(): Promise<void>
}

export type PhoneOptions = {
  locale?: string
  userVerifies?: boolean
  /** Only where the name is what is tried. */
  userAgent?: string
}

/** Opens a phone. Chromium renders it; the user agent stays Chromium's own, so that no other test depends on a false name. */
export async function openPhone(browser: Browser, options: PhoneOptions = {}): Promise<VirtualPhone> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 760 },
    deviceScaleFactor: 2,
    hasTouch: true,
    locale: options.locale ?? 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
  })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: options.userVerifies ?? true,
      automaticPresenceSimulation: true,
    },
  })
  return { context, page, cdp, authenticatorId, close: () => context.close() }
}
