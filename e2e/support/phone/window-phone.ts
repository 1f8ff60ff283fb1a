import type { BrowserContext, FrameLocator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { demonstration } from '@/lib/messages/ja/demonstration'
import type { VirtualPhone } from './virtual-phone'

/** The phone in the browser: its window, and the screen of the phone in it. */
export type WindowPhone = {
  window: Page
  screen: FrameLocator
  /** The screen for the helpers of a real phone; a code that they open was scanned before. */
  asPhone: Pick<VirtualPhone, 'page'>
}

export const windowTexts = demonstration

/** Follows a window of the phone in the browser, and presses the button in place of a finger whenever it is asked for. */
export async function followWindowPhone(window: Page): Promise<WindowPhone> {
  const screen = window.frameLocator('iframe')
  await window.addLocatorHandler(screen.getByRole('button', { name: demonstration.sheet.finger }), (finger) =>
    finger.click(),
  )
  const page = new Proxy(window, {
    get: (target, name) =>
      name === 'goto'
        ? async () => null
        : Reflect.get(name in screen ? screen : target, name, name in screen ? screen : target),
  })
  return { window, screen, asPhone: { page } }
}

/** Opens the phone in the browser without the entrance page. */
export async function openWindowPhone(context: BrowserContext, authorityUrl: string): Promise<WindowPhone> {
  const window = await context.newPage()
  await window.goto(`${authorityUrl}/demonstration/phone`)
  return followWindowPhone(window)
}

/** Shares the tab that the browser was started to choose, and waits until its code was read. */
export async function scanSharedScreen({ window }: WindowPhone): Promise<void> {
  await window.getByRole('button', { name: demonstration.scan.screen }).click()
  await expect(window.getByText(demonstration.status.found)).toBeVisible({ timeout: 20_000 })
}

/** Drops a picture of `shown` on the phone's window. */
export async function dropPicture({ window }: WindowPhone, picture: Buffer): Promise<void> {
  const transfer = await window.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const carried = new DataTransfer()
    carried.items.add(new File([bytes], 'code.png', { type: 'image/png' }))
    return carried
  }, picture.toString('base64'))
  await window.getByTestId('picture-place').dispatchEvent('drop', { dataTransfer: transfer })
}
