import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFrameCommand, isFrameEvent } from './frame-messages'
import { createInitMessage, createReadyMessage, parseInitMessage, parseReadyMessage } from './handshake'
import { readEnvelope, writeEnvelope } from './port-envelope'

const init = createInitMessage({
  instance: '00112233445566778899aabbccddeeff',
  ticket: 'lt_0123456789abcdef',
  view: 'sign-in',
  lang: 'ja',
})

const fields = fc.record({ name: fc.string(), value: fc.anything() })

describe('handshake messages', () => {
  test('READY and INIT read back as they were made', () => {
    const ready = createReadyMessage(init.instance)
    expect(parseReadyMessage(ready)).toEqual(ready)
    expect(parseInitMessage(init)).toEqual(init)
    expect(parseInitMessage({ ...init, parentOrigin: 'http://emr.localhost:3001' })).not.toBeNull()
  })

  test.each([
    { name: 'another version', change: { shomei: 2 } },
    { name: 'the version as text', change: { shomei: '1' } },
    { name: 'another type', change: { type: 'ready' } },
    { name: 'an unknown field', change: { token: 'x' } },
    { name: 'a short instance', change: { instance: 'abc' } },
    { name: 'a ticket with a line break', change: { ticket: 'lt_0123456789abcdef\n' } },
    { name: 'a ticket without end', change: { ticket: 'x'.repeat(513) } },
    { name: 'an unknown view', change: { view: 'console' } },
    { name: 'an unknown language', change: { lang: 'fr' } },
    { name: 'the parent origin null', change: { parentOrigin: 'null' } },
    { name: 'a parent origin with a path', change: { parentOrigin: 'https://emr.example/x' } },
    { name: 'a parent origin by name undefined', change: { parentOrigin: undefined } },
  ])('AT-31: INIT with $name is refused', ({ change }) => {
    expect(parseInitMessage({ ...init, ...change })).toBeNull()
  })

  test('AT-31: no value throws, and none is taken for READY or INIT by chance', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withMap: true, withDate: true, withBigInt: true }),
        (value) => {
          expect(parseReadyMessage(value)).toBeNull()
          expect(parseInitMessage(value)).toBeNull()
        },
      ),
    )
  })

  test('AT-31: INIT with any field added or any one removed is refused', () => {
    fc.assert(
      fc.property(fields, ({ name, value }) => {
        fc.pre(!Object.hasOwn(init, name) && name !== 'parentOrigin')
        expect(parseInitMessage(Object.defineProperty({ ...init }, name, { value, enumerable: true }))).toBeNull()
      }),
    )
    for (const name of Object.keys(init)) {
      const rest = Object.fromEntries(Object.entries(init).filter(([key]) => key !== name))
      expect(parseInitMessage(rest)).toBeNull()
    }
  })
})

describe('port messages', () => {
  test.each([
    { type: 'ready', payload: {} },
    { type: 'shown', payload: {} },
    { type: 'claimed', payload: {} },
    {
      type: 'signed_in',
      payload: { staff_id: '職員-12', method: 'hpki_card', expires_at: '2026-11-23T03:00:00.000Z' },
    },
    { type: 'sign_in_required', payload: {} },
    { type: 'sign_in_requested', payload: {} },
    { type: 'denied', payload: {} },
    { type: 'expired', payload: {} },
    { type: 'cancelled', payload: {} },
    { type: 'error', payload: { code: 'sign-ins.authority_unavailable' } },
    { type: 'resize', payload: { height: 560 } },
    { type: 'resize', payload: { height: 200, width: 300, overlay: true } },
    { type: 'ticket_needed', payload: {} },
    { type: 'focus_return', payload: {} },
  ])('the child may say $type $payload', (message) => {
    expect(isFrameEvent(message)).toBe(true)
    expect(isFrameCommand(message)).toBe(false)
  })

  test.each([
    { type: 'signed_in', payload: {} },
    { type: 'signed_in', payload: { staff_id: 'D1', method: 'password', expires_at: '2026-11-23T03:00:00Z' } },
    { type: 'signed_in', payload: { staff_id: 'D1', method: 'fido', expires_at: 'tomorrow' } },
    { type: 'signed_in', payload: { staff_id: 'D1', method: 'fido', expires_at: '2026-11-23T03:00:00Z', token: 't' } },
    { type: 'signed_in', payload: { staff_id: 'D\u00001', method: 'fido', expires_at: '2026-11-23T03:00:00Z' } },
    { type: 'error', payload: { code: '<script>' } },
    { type: 'resize', payload: { height: -1 } },
    { type: 'resize', payload: { height: 4097 } },
    { type: 'resize', payload: { height: 10.5 } },
    { type: 'resize', payload: { height: '560' } },
    { type: 'ticket', payload: { ticket: 'lt_0123456789abcdef' } },
    { type: 'toString', payload: {} },
  ])('AT-31: the child may not say $type $payload', (message) => {
    expect(isFrameEvent(message)).toBe(false)
  })

  test('the parent may say ticket and close, and nothing of the child', () => {
    expect(isFrameCommand({ type: 'ticket', payload: { ticket: 'lt_0123456789abcdef' } })).toBe(true)
    expect(isFrameCommand({ type: 'close', payload: {} })).toBe(true)
    expect(isFrameCommand({ type: 'signed_in', payload: {} })).toBe(false)
    expect(isFrameCommand({ type: 'ticket', payload: { ticket: 'short' } })).toBe(false)
  })

  test('an envelope reads back as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1 }),
        fc.string({ maxLength: 64 }),
        fc.dictionary(fc.string(), fc.integer()),
        (seq, type, payload) => {
          fc.pre(!Object.hasOwn(payload, '__proto__'))
          expect(readEnvelope(writeEnvelope(seq, { type, payload }))).toEqual({
            ok: true,
            envelope: { shomei: 1, seq, type, payload },
          })
        },
      ),
    )
  })

  test('no text or value makes a reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.json()), fc.anything(), (value, payload) => {
        expect(readEnvelope(value).ok).toBe(false)
        expect(isFrameEvent({ type: value, payload })).toBe(false)
        expect(isFrameCommand({ type: value, payload })).toBe(false)
      }),
    )
  })
})
