import { expect, it } from 'vitest'
import { missingPage, unavailablePage } from './plain-document'

it.each(['ja', 'en'] as const)(
  'AT-31 the %s answers for a page not served here and for one that cannot be made carry no script and no style attribute',
  (locale) => {
    const answers = [missingPage(locale, 'bm9uY2U='), unavailablePage(locale, 'bm9uY2U=', { again: true })]
    for (const html of answers) {
      expect(html).toContain(`<html lang="${locale}">`)
      expect(html).toContain('<style nonce="bm9uY2U=">')
      expect(html).not.toMatch(/<script|style=|https?:\/\//)
    }
  },
)

it('asks again by itself only where nobody can reload', () => {
  expect(unavailablePage('ja', 'x', { again: true })).toContain('<meta http-equiv="refresh" content="10">')
  expect(unavailablePage('ja', 'x', { again: false })).not.toContain('http-equiv')
})
