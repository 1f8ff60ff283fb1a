import { describe, expect, test } from 'vitest'
import { parseTsaSettings } from './tsa-settings'

const sound = {
  SHOMEI_TSA_URL: 'https://tsa.example.jp/tsp',
  SHOMEI_TSA_CERTIFICATES_FILE: '/etc/shomei/tsa.pem',
  SHOMEI_TSA_CRL_URLS: 'http://tsa.example.jp/a.crl, http://tsa.example.jp/b.crl',
}

describe('settings of a time-stamp authority', () => {
  test('none without a URL', () => expect(parseTsaSettings({})).toBeNull())

  test('all of them', () => {
    expect(parseTsaSettings({ ...sound, SHOMEI_TSA_POLICIES: '1.2.3' })).toEqual({
      url: 'https://tsa.example.jp/tsp',
      certificatesFile: '/etc/shomei/tsa.pem',
      crlUrls: ['http://tsa.example.jp/a.crl', 'http://tsa.example.jp/b.crl'],
      policies: ['1.2.3'],
    })
    expect(parseTsaSettings(sound)).toMatchObject({ policies: [] })
  })

  test.each([
    ['SHOMEI_TSA_URL', 'ftp://tsa.example.jp'],
    ['SHOMEI_TSA_CERTIFICATES_FILE', undefined],
    ['SHOMEI_TSA_CRL_URLS', undefined],
    ['SHOMEI_TSA_CRL_URLS', 'file:///a.crl'],
    ['SHOMEI_TSA_POLICIES', 'any'],
  ])('%s %s is refused by its name', (name, value) => {
    const problem = expect.stringMatching(new RegExp(`^${name}: `))
    expect(parseTsaSettings({ ...sound, [name]: value })).toEqual({ problems: [problem] })
  })
})
