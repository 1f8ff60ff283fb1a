import { expect, it } from 'vitest'
import { missingPage } from './missing-page'

it.each(['ja', 'en'] as const)(
  'AT-31 the %s answer for a page not served here carries no script and no style attribute',
  (locale) => {
    const html = missingPage(locale, 'bm9uY2U=')
    expect(html).toContain(`<html lang="${locale}">`)
    expect(html).toContain('<style nonce="bm9uY2U=">')
    expect(html).not.toMatch(/<script|style=|https?:\/\//)
  },
)
