import { expect, type Page } from '@playwright/test'

/** What is left of a phone's screen between the bars of its browser: a common iPhone, and the smallest one in use. CSS pixels. */
const sizes = [
  { width: 390, height: 664 },
  { width: 320, height: 568 },
] as const

/**
 * Every button, and every link that looks like one, is seen whole without scrolling, at both sizes, and is not behind
 * the buttons at the lower edge. While a dialog is open, its
 * buttons only. `name` says where it was.
 */
export async function expectButtonsInView(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? { width: 390, height: 760 }
  for (const size of sizes) {
    await page.setViewportSize(size)
    const { count, outside } = await page.evaluate(findOutside)
    expect(outside, `${name}, ${size.width}×${size.height}`).toEqual([])
    expect(count, `buttons of ${name}`).toBeGreaterThan(0)
  }
  await page.setViewportSize(before)
}

function findOutside(): { count: number; outside: string[] } {
  window.scrollTo(0, 0)
  const scope = document.querySelector('dialog[open]') ?? document
  const shown = [...scope.querySelectorAll('button, [role=button], a[data-button]')].filter(
    (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1,
  )
  const bar = scope.querySelector('[data-actions]')
  const barTop = bar?.getBoundingClientRect().top ?? window.innerHeight
  const outside = shown.flatMap((element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect()
    const end = bar?.contains(element) ? window.innerHeight : Math.min(barTop, window.innerHeight)
    const isInside = top >= 0 && left >= 0 && bottom <= end && right <= window.innerWidth
    const label = element.getAttribute('aria-label') ?? element.textContent
    return isInside ? [] : [`${label?.trim()}: y ${Math.round(top)} to ${Math.round(bottom)}`]
  })
  return { count: shown.length, outside }
}
