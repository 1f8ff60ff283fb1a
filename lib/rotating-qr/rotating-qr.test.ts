import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBase64Url } from '@/lib/kernel/bytes'
import { makeFrame, type ParsedFrame, parseFrame, signInUrl, verifyFrame } from './rotating-qr'

const qrSecret = new Uint8Array(32).fill(3)
const terminal = 'ter_outpatient_1'
const qrToken = 'qr_session-1'
const session = { qrToken, qrSecret, terminal }

function parsed(text: string): ParsedFrame {
  const frame = parseFrame(text)
  if (frame === null) throw new Error(`no frame: ${text}`)
  return frame
}

const madeAt = (elapsedSeconds: number) => parsed(makeFrame({ ...session, elapsedSeconds }))
const judge = (frame: ParsedFrame, elapsedSeconds: number, changes = {}) =>
  verifyFrame({ frame, qrSecret, terminal, elapsedSeconds, ...changes })

describe('makeFrame', () => {
  test('token, seconds and 128 bits of HMAC-SHA256', () => {
    expect(makeFrame({ ...session, elapsedSeconds: 42 })).toBe('qr_session-1.42.tUT7qyOy5ilM79qZU1iCfQ')
  })

  test('the address carries it in the fragment', () => {
    expect(signInUrl('https://authority.example', 'a.1.b')).toBe('https://authority.example/sign-in#a.1.b')
    expect(signInUrl('http://authority.localhost:3000', 'a.1.b')).toBe('http://authority.localhost:3000/sign-in#a.1.b')
  })

  test.each([
    { mistake: 'negative seconds', changes: { elapsedSeconds: -1 } },
    { mistake: 'part of a second', changes: { elapsedSeconds: 1.5 } },
    { mistake: 'more than a day', changes: { elapsedSeconds: 86_401 } },
    { mistake: 'a token with a dot', changes: { qrToken: 'a.b' } },
    { mistake: 'an empty token', changes: { qrToken: '' } },
    { mistake: 'a short secret', changes: { qrSecret: new Uint8Array(31) } },
  ])('throws for $mistake', ({ changes }) => {
    expect(() => makeFrame({ ...session, elapsedSeconds: 0, ...changes })).toThrow(RangeError)
  })
})

describe('Q1: how long a frame is accepted', () => {
  test.each([
    { name: '20 s old', now: 120, accepted: true },
    { name: '21 s old', now: 121, accepted: false },
    { name: 'fresh', now: 100, accepted: true },
    { name: '1 s ahead', now: 99, accepted: true },
    { name: '2 s ahead', now: 98, accepted: false },
    { name: '20.001 s old', now: 120.001, accepted: false },
    { name: 'old by an hour', now: 3_700, accepted: false },
  ])('AT-23: $name → $accepted', ({ now, accepted }) => {
    expect(judge(madeAt(100), now)).toEqual(accepted ? { accepted, scanAgeSeconds: now - 100 } : { accepted })
  })

  test('the still frame is accepted for 60 s where the caller says so', () => {
    expect(judge(madeAt(100), 160, { maxAgeSeconds: 60 }).accepted).toBe(true)
    expect(judge(madeAt(100), 161, { maxAgeSeconds: 60 }).accepted).toBe(false)
  })
})

describe('AT-23: forged frames get the one refusal', () => {
  const good = madeAt(10)

  test('twin: the genuine frame is accepted', () => {
    expect(judge(good, 12)).toEqual({ accepted: true, scanAgeSeconds: 2 })
  })

  test('any flipped bit of the MAC', () => {
    for (const index of good.mac.keys()) {
      for (let bit = 0; bit < 8; bit += 1) {
        const mac = good.mac.map((octet, place) => (place === index ? octet ^ (1 << bit) : octet))
        expect(judge({ ...good, mac }, 12)).toEqual({ accepted: false })
      }
    }
  })

  test.each([
    { name: 'other session', frame: { ...good, qrToken: 'qr_session-2' }, changes: {} },
    { name: 'other second', frame: { ...good, elapsedSeconds: 11 }, changes: {} },
    { name: 'other terminal', frame: good, changes: { terminal: 'ter_outpatient_2' } },
    { name: 'other secret', frame: good, changes: { qrSecret: new Uint8Array(32).fill(4) } },
    { name: 'MAC cut', frame: { ...good, mac: good.mac.subarray(0, 15) }, changes: {} },
    { name: 'no MAC', frame: { ...good, mac: new Uint8Array() }, changes: {} },
  ])('$name', ({ frame, changes }) => {
    expect(judge(frame, 12, changes)).toEqual({ accepted: false })
  })

  test('fields cannot run into each other', () => {
    const frame = parsed(makeFrame({ qrToken: 'a1', qrSecret, elapsedSeconds: 1, terminal: 't' }))
    const shifted = { qrToken: 'a', elapsedSeconds: 11, mac: frame.mac }
    expect(verifyFrame({ frame: shifted, qrSecret, terminal: 't', elapsedSeconds: 11 }).accepted).toBe(false)
  })
})

describe('parseFrame', () => {
  const mac = toBase64Url(new Uint8Array(16))

  test.each([{ text: `a.0.${mac}` }, { text: `a.86400.${mac}` }, { text: `${'a'.repeat(128)}.5.${mac}` }])(
    'reads $text',
    ({ text }) => {
      expect(parseFrame(text)).not.toBeNull()
    },
  )

  test.each([
    { text: '' },
    { text: 'a' },
    { text: 'a.1' },
    { text: `a.1.${mac}.` },
    { text: `.1.${mac}` },
    { text: `a..${mac}` },
    { text: `a.01.${mac}` },
    { text: `a.+1.${mac}` },
    { text: `a.-1.${mac}` },
    { text: `a.1e1.${mac}` },
    { text: `a.1.0.${mac}` },
    { text: `a.١.${mac}` },
    { text: `a.86401.${mac}` },
    { text: `a.100000.${mac}` },
    { text: `a b.1.${mac}` },
    { text: `a.1.${mac}=` },
    { text: `a.1.${mac.slice(0, -1)}B` },
    { text: `a.1.${mac.slice(0, -2)}` },
    { text: `a.1.${mac}AA` },
    { text: `${'a'.repeat(129)}.1.${mac}` },
    { text: `a.1.${mac}\n` },
    { text: 'a'.repeat(100_000) },
  ])('refuses $text', ({ text }) => {
    expect(parseFrame(text)).toBeNull()
  })

  test('never throws, and what it reads is written back as it was', () => {
    const piece = fc.oneof(fc.string(), fc.nat().map(String), fc.constant(mac), fc.base64String())
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const text = pieces.join('.')
        const frame = parseFrame(text)
        if (frame) expect(`${frame.qrToken}.${frame.elapsedSeconds}.${toBase64Url(frame.mac)}`).toBe(text)
      }),
    )
  })

  test('reads every frame that is made, and verifies it', () => {
    const token = fc.stringMatching(/^[\w-]{1,128}$/)
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(token, secret, fc.nat(86_400), fc.string(), (anyToken, anySecret, seconds, anyTerminal) => {
        const input = { qrToken: anyToken, qrSecret: anySecret, elapsedSeconds: seconds, terminal: anyTerminal }
        const frame = parsed(makeFrame(input))
        expect(verifyFrame({ ...input, frame })).toEqual({ accepted: true, scanAgeSeconds: 0 })
      }),
    )
  })
})
