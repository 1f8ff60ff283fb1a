import { describe, expect, test } from 'vitest'
import { isHostOf, ownUrlUnder } from './own-host'

const own = 'https://shomei.hospital.example.jp'

describe('a Host is our own', () => {
  test.each([
    { host: 'shomei.hospital.example.jp', url: own },
    { host: 'Shomei.Hospital.EXAMPLE.jp', url: own },
    { host: 'shomei.hospital.example.jp:443', url: own },
    { host: 'facility.localhost:3000', url: 'http://facility.localhost:3000' },
    { host: 'portal.example.jp:80', url: 'http://portal.example.jp' },
    { host: '[2001:DB8::1]:3000', url: 'http://[2001:db8::1]:3000' },
  ])('$host is $url', ({ host, url }) => {
    expect(isHostOf(host, url)).toBe(true)
  })

  test.each([
    { host: 'shomei.hospital.example.jp:80', why: 'another port' },
    { host: 'shomei.hospital.example.jp:8443', why: 'another port' },
    { host: 'shomei.hospital.example.jp.evil.example', why: 'only begins the same' },
    { host: 'evil.example', why: 'another name' },
    { host: 'user@shomei.hospital.example.jp', why: 'user information is no part of a Host' },
    { host: 'shomei.hospital.example.jp/x', why: 'a path is no part of a Host' },
    { host: 'shomei.hospital.example.jp, evil.example', why: 'two names' },
    { host: 'shomei.hospital.example.jp#', why: 'a fragment' },
    { host: '', why: 'empty' },
    { host: null, why: 'missing' },
  ])('not $host: $why', ({ host }) => {
    expect(isHostOf(host, own)).toBe(false)
  })
})

const addresses = { authorityUrl: 'https://authority.example.jp', facilityUrl: own }

test.each([
  { role: 'all', host: 'shomei.hospital.example.jp', expected: own },
  { role: 'all', host: 'authority.example.jp', expected: addresses.authorityUrl },
  { role: 'all', host: 'evil.example', expected: addresses.authorityUrl },
  { role: 'facility', host: '127.0.0.1', expected: own },
  { role: 'authority', host: 'shomei.hospital.example.jp', expected: addresses.authorityUrl },
] as const)('$role under $host answers as $expected', ({ role, host, expected }) => {
  expect(ownUrlUnder(host, { role, ...addresses })).toBe(expected)
})
