import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { helperErrorCodes } from './error-codes'
import {
  formatHelperAnswer,
  formatHelperRequest,
  HELPER_PROTOCOL_VERSION,
  type HelperAnswer,
  type HelperRequest,
  parseHelperAnswer,
  parseHelperRequest,
} from './messages'

const hash = `${'A'.repeat(43)}=`
const readers = [
  { name: 'Virtual PCD 00 00', card: 'hpki_card' },
  { name: 'SONY FeliCa ポート', card: 'none' },
] as const

const requests: HelperRequest[] = [
  { type: 'status', id: 'r-1' },
  { type: 'authenticate', id: 'r_2', method: 'my_number_card', nonce: hash },
  { type: 'sign', id: 'r3', hashes: [hash, hash], summary: ['見本 花子 処方箋 2026-11-30'] },
  { type: 'cancel', id: 'r3' },
]

const answers: HelperAnswer[] = [
  { type: 'hello', version: '0.2.0', readers },
  { type: 'status', id: 'r-1', readers: [] },
  { type: 'authenticated', id: 'r_2', algorithm: 'RS256', unverified_certificate: 'MIIB', signature: 'AAAA' },
  { type: 'signed', id: 'r3', unverified_certificate: 'MIIB', signatures: ['AAAA', 'BBBB'] },
  { type: 'failed', id: 'r3', code: 'helper.pin_wrong', tries_left: 2 },
  ...helperErrorCodes.map((code) => ({ type: 'failed', id: 'r3', code }) as const),
]

describe('every message comes back as it was sent', () => {
  test.each(requests.map((request) => [request.type, request]))('request %s', (_, request) => {
    expect(parseHelperRequest(formatHelperRequest(request))).toEqual(request)
  })

  test.each(answers.map((answer) => [JSON.stringify(answer).slice(0, 60), answer]))('answer %s', (_, answer) => {
    expect(parseHelperAnswer(formatHelperAnswer(answer))).toEqual(answer)
  })

  test('a request is no answer, and an answer no request', () => {
    expect(parseHelperAnswer(formatHelperRequest(requests[1] as HelperRequest))).toBeNull()
    expect(parseHelperRequest(formatHelperAnswer(answers[0] as HelperAnswer))).toBeNull()
  })
})

const sign = { shomei_helper: HELPER_PROTOCOL_VERSION, ...requests[2] }
const authenticate = { shomei_helper: HELPER_PROTOCOL_VERSION, ...requests[1] }

describe('a message that is not exactly of this version is refused', () => {
  test.each([
    ['another version', { ...sign, shomei_helper: 2 }],
    ['no version', requests[2]],
    ['an unknown type', { ...sign, type: 'transmit' }],
    ['a name of Object’s prototype as type', { ...sign, type: 'constructor' }],
    ['a raw card command beside', { ...authenticate, apdu: '00A40400' }],
    ['a PIN beside', { ...authenticate, pin: '1234' }],
    ['a short nonce', { ...authenticate, nonce: 'AAAA' }],
    ['a method that is no card', { ...authenticate, method: 'fido' }],
    ['no hash', { ...sign, hashes: [] }],
    ['101 hashes', { ...sign, hashes: Array.from({ length: 101 }, () => hash) }],
    ['a hash of another length', { ...sign, hashes: ['AAAA'] }],
    ['nothing to show', { ...sign, summary: [] }],
    ['a line that turns the text around', { ...sign, summary: ['amount \u202e01'] }],
    ['an id of another kind', { ...sign, id: 3 }],
    ['an object that is a list', [sign]],
  ])('%s', (_, message) => {
    expect(parseHelperRequest(JSON.stringify(message))).toBeNull()
  })

  test.each(['', 'null', '{', `"${'x'.repeat(70_000)}"`])('text %#', (message) => {
    expect(parseHelperRequest(message)).toBeNull()
    expect(parseHelperAnswer(message)).toBeNull()
  })

  test('a code that is not in the list', () => {
    const failed = { shomei_helper: 1, type: 'failed', id: 'r1', code: 'helper.other' }
    expect(parseHelperAnswer(JSON.stringify(failed))).toBeNull()
  })

  test('tries left with anything but a wrong PIN', () => {
    expect(
      parseHelperAnswer(formatHelperAnswer({ type: 'failed', id: 'r1', code: 'helper.cancelled', tries_left: 1 })),
    ).toBeNull()
  })

  test('whatever the text is, nothing is thrown', () => {
    const texts = fc.oneof(fc.string(), fc.json())
    fc.assert(
      fc.property(texts, (message) => parseHelperRequest(message) === null && parseHelperAnswer(message) === null),
    )
  })
})
