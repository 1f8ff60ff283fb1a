import { describe, expect, test } from 'vitest'
import { type InitiatorHeaders, pageBehind } from './page-behind-request'

const ownOrigin = 'https://shomei.hospital.example.jp'
const page = 'https://karte.hospital.example.jp'
const none: InitiatorHeaders = {
  origin: undefined,
  referer: undefined,
  fetchSite: undefined,
  fetchMode: undefined,
  fetchDestination: undefined,
  purpose: undefined,
  ownOrigin,
}
const visit = { fetchMode: 'navigate', fetchDestination: 'document' }
const nobody = { kind: 'nobody' }
const hidden = { kind: 'hidden' }
const from = (origin: string) => ({ kind: 'page', origin })

describe('AT-48 which page a request comes from', () => {
  test.each<[string, Partial<InitiatorHeaders>, object]>([
    ['no browser', {}, nobody],
    ['a typed address', { fetchSite: 'none', ...visit }, nobody],
    ['our own page', { fetchSite: 'same-origin', fetchMode: 'cors', referer: `${ownOrigin}/x` }, nobody],
    ['a fetch that tells its origin', { fetchSite: 'cross-site', fetchMode: 'cors', origin: page }, from(page)],
    ['a fetch of an opaque origin', { fetchSite: 'cross-site', fetchMode: 'cors', origin: 'null' }, from('null')],
    ['a no-cors fetch', { fetchSite: 'cross-site', fetchMode: 'no-cors', fetchDestination: 'empty' }, hidden],
    [
      'a no-cors fetch of a page that we know',
      { fetchSite: 'cross-site', fetchMode: 'no-cors', referer: `${page}/` },
      hidden,
    ],
    ['a picture', { fetchSite: 'cross-site', fetchMode: 'no-cors', fetchDestination: 'image' }, hidden],
    ['a picture in the same site', { fetchSite: 'same-site', fetchMode: 'no-cors', fetchDestination: 'image' }, hidden],
    [
      'a frame',
      { fetchSite: 'cross-site', fetchMode: 'navigate', fetchDestination: 'iframe', referer: `${page}/` },
      hidden,
    ],
    ['a link that was followed', { fetchSite: 'cross-site', ...visit, referer: `${page}/` }, from(page)],
    ['a link of a page that hides itself', { fetchSite: 'cross-site', ...visit }, hidden],
    ['a link with a Referer that is none', { fetchSite: 'cross-site', ...visit, referer: 'x' }, from('null')],
    ['an old browser’s page', { referer: 'https://evil.example/a' }, from('https://evil.example')],
    ['an old browser on our page', { referer: `${ownOrigin}/a` }, nobody],
    ['a value of Sec-Fetch-Site that nobody knows', { fetchSite: 'x' }, hidden],
    ['something fetched ahead of time', { fetchSite: 'none', ...visit, purpose: 'prefetch;prerender' }, hidden],
  ])('%s', (_, headers, expected) => {
    expect(pageBehind({ ...none, ...headers })).toEqual(expected)
  })
})
