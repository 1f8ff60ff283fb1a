import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../../app/globals.css', import.meta.url), 'utf8')
const light = paletteOf(':root')
const dark = paletteOf(':root:not([data-theme="light"])')

const text: readonly (readonly [string, string])[] = [
  ['ink', 'canvas'],
  ['ink', 'surface'],
  ['ink', 'sunken'],
  ['ink-muted', 'canvas'],
  ['ink-muted', 'surface'],
  ['ink-muted', 'sunken'],
  ['accent', 'canvas'],
  ['accent', 'surface'],
  ['accent', 'sunken'],
  ['accent', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['good', 'surface'],
  ['good', 'good-soft'],
  ['ink', 'good-soft'],
  ['on-good', 'good-solid'],
  ['caution', 'surface'],
  ['caution', 'caution-soft'],
  ['ink', 'caution-soft'],
  ['on-caution', 'caution-solid'],
  ['danger', 'surface'],
  ['danger', 'danger-soft'],
  ['ink', 'danger-soft'],
  ['on-danger', 'danger-solid'],
  ['on-danger', 'danger-solid-hover'],
]

const controls: readonly (readonly [string, string])[] = [
  ['line-strong', 'surface'],
  ['line-strong', 'canvas'],
  ['line-strong', 'sunken'],
  ['focus', 'canvas'],
  ['focus', 'surface'],
  ['accent', 'canvas'],
]

describe.each([
  { scheme: 'light', palette: light },
  { scheme: 'dark', palette: new Map([...(light ?? []), ...(dark ?? [])]) },
])('$scheme scheme', ({ palette }) => {
  it.each(text)('text %s on %s has at least 4.5:1 (WCAG 2.2 SC 1.4.3)', (front, back) => {
    expect(contrast(palette?.get(front), palette?.get(back))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(controls)('%s against %s has at least 3:1 (WCAG 2.2 SC 1.4.11)', (front, back) => {
    expect(contrast(palette?.get(front), palette?.get(back))).toBeGreaterThanOrEqual(3)
  })
})

it('E11 a frame that is told to be dark has the colours of a dark computer', () => {
  expect(paletteOf(':root[data-theme="dark"]')).toEqual(dark)
  expect(dark.size).toBeGreaterThan(20)
})

/** The colours of the first block of this selector. */
function paletteOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`)
  return colours(css.slice(start, css.indexOf('}', start)))
}

function colours(block: string): Map<string, string> {
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

function contrast(front: string | undefined, back: string | undefined): number {
  const [high, low] = [luminance(front), luminance(back)].sort((a, b) => b - a)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

function luminance(hex: string | undefined): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt((hex ?? '').slice(at, at + 2), 16) / 255)
  const [r, g, b] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * (r ?? Number.NaN) + 0.7152 * (g ?? Number.NaN) + 0.0722 * (b ?? Number.NaN)
}
