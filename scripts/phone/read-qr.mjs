import jsqrModule from 'jsqr'
import { PNG } from 'pngjs'

/** @type {typeof import('jsqr').default} */
const decode = 'default' in jsqrModule ? jsqrModule.default : jsqrModule

/**
 * What a phone's camera would read on that screen: the picture is decoded, nothing is taken from the page's inside.
 * @param {import('@playwright/test').Page} screen
 * @returns {Promise<string | undefined>}
 */
export async function readQr(screen) {
  const { data, width, height } = PNG.sync.read(await screen.screenshot())
  return decode(new Uint8ClampedArray(data), width, height)?.data
}
