import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Frame, type Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'

declare global {
  /** What the source of axe leaves in the page. */
  interface Window {
    axe: { run(options: object): Promise<AxeResults> }
  }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** axe finds nothing, in light and in dark. `name` says where it was. */
export async function expectAccessible(page: Page, name: string, frame: Frame | Page = page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await frame.evaluate(setTheme, colorScheme)
    await frame.evaluate(axeSource)
    const found = await frame.evaluate(async (runOnly): Promise<string[]> => {
      const { violations } = await window.axe.run({ runOnly })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    }, tags)
    expect(found, `${name}, ${colorScheme}`).toEqual([])
  }
  await frame.evaluate(setTheme, 'light')
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
  expect(await frame.evaluate(findMarks), `${name}: marks of phrases that \`Phrases\` did not turn into <wbr>`).toEqual(
    [],
  )
}

/** Zero-width spaces in texts and attributes: they would be copied along, and are in the way of who searches in the page. */
function findMarks(): string[] {
  const mark = '\u200b'
  const shown = [...document.body.querySelectorAll('*')].filter(({ tagName }) => !/^(?:SCRIPT|STYLE)$/.test(tagName))
  const attributes = shown.flatMap((element) => [...element.attributes]).filter(({ value }) => value.includes(mark))
  const texts = shown.flatMap((element) => [...element.childNodes]).filter((node) => node.nodeType === Node.TEXT_NODE)
  return [
    ...attributes.map(({ name: attribute, value }) => `${attribute}="${value}"`),
    ...texts.map((node) => node.nodeValue ?? '').filter((text) => text.includes(mark)),
  ]
}

/** A frame of an EMR has the scheme that its address names (E11); other pages follow the computer. */
function setTheme(scheme: string): void {
  const { dataset } = document.documentElement
  if (dataset['theme'] !== undefined) dataset['theme'] = scheme
}

/** Nothing hangs over the edge at 320 px and with text of twice the size (WCAG 2.2 SC 1.4.4, 1.4.10). */
export async function expectFits(page: Page, name: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 390, height: 760 }
  await page.setViewportSize({ width: 320, height: 640 })
  for (const percent of [100, 200]) {
    const overhang = await page.evaluate((scale) => {
      document.documentElement.style.fontSize = `${scale}%`
      return document.documentElement.scrollWidth - document.documentElement.clientWidth
    }, percent)
    expect(overhang, `${name}, 320 px, ${percent} % text`).toBeLessThanOrEqual(0)
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await page.setViewportSize(size)
}
