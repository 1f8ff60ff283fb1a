import type { Page } from '@playwright/test'
import { PNG } from 'pngjs'

export type Rgb = readonly [red: number, green: number, blue: number]

/** Colours of the screen at these places, CSS pixels from the upper left of the view, at a pixel ratio of 1. */
export async function pixelsOf(page: Page, places: readonly { x: number; y: number }[]): Promise<Rgb[]> {
  const { data, width } = PNG.sync.read(await page.screenshot())
  return places.map(({ x, y }) => {
    const at = (Math.round(y) * width + Math.round(x)) * 4
    return [data[at] ?? -1, data[at + 1] ?? -1, data[at + 2] ?? -1] as const
  })
}
