import { describe, expect, test } from 'vitest'
import { createKeyring } from '@/lib/keystore/keyring'
import { isKnownDevice, readDevice, rememberDevice } from './known-device'

const keyring = createKeyring(new Uint8Array(32).fill(3))
const now = new Date('2026-11-30T10:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
const account = { personId: 'stf_1', passwordHash: '$argon2id$one' }
const cookie = rememberDevice(keyring, null, account, now)
const knows = (text: string, who: typeof account | null = account, when = now, keys = keyring) =>
  isKnownDevice(keys, readDevice(text), who, when)

describe('a browser is known again', () => {
  test('for 90 days after its last sign-in', () => {
    expect([0, 1, 89, 90, 400, -1].map((days) => knows(cookie, account, later(days)))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    const renewed = rememberDevice(keyring, readDevice(cookie), account, later(80))
    expect(knows(renewed, account, later(160))).toBe(true)
    expect(renewed.split('.')[0]).toBe(cookie.split('.')[0])
    expect(renewed.split('.')).toHaveLength(3)
  })

  test('for eight accounts, of which the oldest makes room', () => {
    const people = Array.from({ length: 9 }, (_, place) => ({ ...account, personId: `stf_${place}` }))
    const last = people.reduce((before, each) => rememberDevice(keyring, readDevice(before), each, now), '')
    expect(people.map((each) => knows(last, each))).toEqual([false, ...people.slice(1).map(() => true)])
    expect(last.length).toBeLessThan(300)
  })
})

describe('a browser is not known', () => {
  const [id = '', day = '', mac = ''] = cookie.split('.')
  test.each([
    ['to another account', cookie, { ...account, personId: 'stf_2' }],
    ['after a new password', cookie, { ...account, passwordHash: '$argon2id$two' }],
    ['to an account without a password', cookie, { ...account, passwordHash: '' }],
    ['to nobody', cookie, null],
    ['under another id', ['A'.repeat(22), day, mac].join('.'), account],
    ['with another day', [id, 'zzz', mac].join('.'), account],
    ['with half a MAC', [id, day, mac.slice(0, 11)].join('.'), account],
    ['with no MAC', [id, day, ''].join('.'), account],
    ['with a mark alone', [day, mac].join('.'), account],
    ['with its id alone', id, account],
    ['with an empty cookie', '', account],
    ['with far too many marks', [id, ...Array.from({ length: 200 }, () => [day, mac]).flat()].join('.'), account],
  ])('%s', (_, text, who) => {
    expect(knows(text, who)).toBe(false)
  })

  test('to an installation with another key', () => {
    expect(knows(cookie, account, now, createKeyring(new Uint8Array(32).fill(4)))).toBe(false)
  })

  test('with any letter of its cookie changed', () => {
    for (let place = 0; place < cookie.length; place += 1) {
      const letter = cookie[place] === 'x' ? 'y' : 'x'
      expect(knows(cookie.slice(0, place) + letter + cookie.slice(place + 1)), `letter ${place}`).toBe(false)
    }
  })
})
