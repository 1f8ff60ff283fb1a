import type { Page } from '@playwright/test'

const webKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const iPhone = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${webKit}`

/** User agents on phones; apps on iOS leave `Safari/` out. */
export const userAgents = {
  safari: `${iPhone} Version/18.5 Mobile/15E148 Safari/604.1`,
  teams: `${iPhone} Mobile/15E148 TeamsMobile-iOS`,
  smartNews: `${iPhone} Mobile/15E148 SmartNews 25.6.0 (iPhone)`,
  chromeAndroid:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
} as const

/** From now on every ceremony fails at once, as in an app's browser that may not use passkeys. */
export async function refuseCeremonies(page: Page): Promise<void> {
  await page.evaluate(() => {
    const refuse = () => Promise.reject(new DOMException('The operation is not allowed.', 'NotAllowedError'))
    Object.defineProperty(navigator.credentials, 'create', { configurable: true, value: refuse })
    Object.defineProperty(navigator.credentials, 'get', { configurable: true, value: refuse })
  })
}
