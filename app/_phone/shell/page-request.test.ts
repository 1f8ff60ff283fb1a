import { describe, expect, it } from 'vitest'
import { localeOf, nonceOf } from './page-request'

describe('language of a phone page', () => {
  it.each([
    { name: 'the parameter wins', query: { lang: 'en' }, headers: { 'accept-language': 'ja' }, locale: 'en' },
    { name: 'the first of several', query: { lang: ['en', 'ja'] }, headers: {}, locale: 'en' },
    { name: 'the browser’s wish', query: {}, headers: { 'accept-language': 'en-GB,en;q=0.9' }, locale: 'en' },
    { name: 'an unknown parameter', query: { lang: 'xx' }, headers: { 'accept-language': 'en' }, locale: 'en' },
    { name: 'nothing said', query: {}, headers: {}, locale: 'ja' },
  ])('$name: $locale', ({ query, headers, locale }) => {
    expect(localeOf({ query, req: { headers } })).toBe(locale)
  })
})

describe('nonce of a phone page', () => {
  it('is the one of the policy on the request', () => {
    const headers = {
      'content-security-policy': "default-src 'none'; script-src 'self' 'nonce-aB3+/x==' 'strict-dynamic'",
    }
    expect(nonceOf({ query: {}, req: { headers } })).toBe('aB3+/x==')
  })

  it.each([
    {},
    { 'content-security-policy': "script-src 'self'" },
    { 'content-security-policy': "'nonce-\"onload=x'" },
  ])('is empty without one: %j', (headers) => {
    expect(nonceOf({ query: {}, req: { headers } })).toBe('')
  })
})
