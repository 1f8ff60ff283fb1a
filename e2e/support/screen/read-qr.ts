import type { Page } from '@playwright/test'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'

/** The text of the QR code in a picture of the screen, as a phone's camera would see it; null when there is none. */
export async function readQrFromScreen(page: Page): Promise<string | null> {
  const { data, width, height } = PNG.sync.read(await page.screenshot())
  const decode = 'default' in jsqr ? (jsqr.default as typeof jsqr) : jsqr
  return decode(new Uint8ClampedArray(data), width, height)?.data ?? null
}

/** Looks at the screen until a QR code is readable on it. */
export async function waitForQr(page: Page, timeoutMs = 10_000): Promise<string> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const text = await readQrFromScreen(page)
    if (text !== null) return text
    if (Date.now() > deadline) throw new Error('no QR code can be read on the screen')
  }
}
