import { describe, expect, it } from 'vitest'
import { pickLocale } from './locale'

describe('pickLocale', () => {
  it.each([
    { name: 'nothing said: Japanese', lang: null, header: null, expected: 'ja' },
    { name: '?lang= wins over the header', lang: 'en', header: 'ja', expected: 'en' },
    { name: 'an unknown ?lang= is ignored', lang: 'fr', header: 'en-GB,en;q=0.8', expected: 'en' },
    { name: 'a region is accepted', lang: 'en-US', header: null, expected: 'en' },
    { name: 'quality decides, not order', lang: undefined, header: 'en;q=0.3, ja;q=0.9', expected: 'ja' },
    { name: 'the first of equal quality wins', lang: undefined, header: 'en, ja', expected: 'en' },
    { name: 'q=0 excludes a language', lang: undefined, header: 'en;q=0', expected: 'ja' },
    { name: 'only foreign languages: Japanese', lang: undefined, header: 'de-DE, fr;q=0.7', expected: 'ja' },
    { name: 'a wildcard means the default', lang: undefined, header: 'fr, *;q=0.5, en;q=0.4', expected: 'ja' },
    { name: 'nonsense is ignored', lang: '<script>', header: ';;q=,,=;en;q=abc', expected: 'ja' },
  ] as const)('$name', ({ lang, header, expected }) => {
    expect(pickLocale(lang, header)).toBe(expected)
  })
})
