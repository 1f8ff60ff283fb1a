import { describe, expect, test } from 'vitest'
import { isWithoutProxy, parseNoProxy } from './no-proxy'

function without(list: string, url: string): boolean {
  const rules = parseNoProxy(list)
  if ('wrongEntry' in rules) throw new Error(rules.wrongEntry)
  return isWithoutProxy(rules, new URL(url))
}

describe('NO_PROXY', () => {
  test.each([
    ['', 'https://a.example.jp', false],
    ['*', 'https://a.example.jp', true],
    ['example.jp', 'https://example.jp', true],
    ['example.jp', 'https://a.EXAMPLE.jp', true],
    ['example.jp', 'https://notexample.jp', false],
    ['.example.jp', 'https://a.example.jp', true],
    ['*.example.jp', 'https://a.example.jp', true],
    ['example.jp.', 'https://a.example.jp.', true],
    ['a.example.jp', 'https://example.jp', false],
    ['other.jp, example.jp', 'http://example.jp', true],
    ['other.jp example.jp', 'http://example.jp', true],
    ['example.jp:8443', 'https://example.jp:8443', true],
    ['example.jp:8443', 'https://example.jp', false],
    ['example.jp:443', 'https://example.jp', true],
    ['example.jp:80', 'http://example.jp', true],
    ['10.0.0.0/8', 'http://10.20.30.40/a.crl', true],
    ['10.0.0.0/8', 'http://11.0.0.1/a.crl', false],
    ['192.0.2.7', 'http://192.0.2.7:8080/', true],
    ['192.0.2.7:80', 'http://192.0.2.7:8080/', false],
    ['2001:db8::/32', 'http://[2001:db8::1]/', true],
    ['[2001:db8::1]:8080', 'http://[2001:db8::1]:8080/', true],
    ['[2001:db8::1]:8080', 'http://[2001:db8::1]/', false],
    ['2001:db8::1', 'http://[2001:db8:0::1]:81/', true],
    // No name is resolved for a range.
    ['10.0.0.0/8', 'http://intranet.example.jp/', false],
  ])('%s, %s: %s', (list, url, expected) => expect(without(list, url)).toBe(expected))

  test.each([
    'http://example.jp',
    'example.jp/path',
    'example.jp:0',
    'example.jp:99999',
    '10.0.0.0/33',
    '10.0.0.300',
    '10.0.0.*',
    'a..b:x',
    'user@example.jp',
  ])('%s is no entry', (entry) => expect(parseNoProxy(`a.jp,${entry}`)).toEqual({ wrongEntry: entry }))
})
