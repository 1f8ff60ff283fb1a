import { describe, expect, test } from 'vitest'
import { toBase64Url, utf8 } from '@/lib/kernel/bytes'
import { readChallenge } from './read-challenge'

const challenge = new Uint8Array(32).fill(9)
const clientData = { type: 'webauthn.get', challenge: toBase64Url(challenge), origin: 'https://authority.example.jp' }
const answerOf = (clientDataJSON: unknown) => ({ response: { clientDataJSON } })
const encode = (value: unknown) => toBase64Url(utf8(JSON.stringify(value)))

describe('A6 challenge that an answer names', () => {
  test('is read before anything is judged, whatever else the answer holds', () => {
    expect(readChallenge(answerOf(encode(clientData)))).toEqual(challenge)
    expect(readChallenge({ ...answerOf(encode({ ...clientData, unknown: [1] })), id: 7 })).toEqual(challenge)
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'x'],
    ['array', []],
    ['no response', {}],
    ['response is null', { response: null }],
    ['inherited member', { response: Object.create({ clientDataJSON: encode(clientData) }) }],
    ['number', answerOf(7)],
    ['empty', answerOf('')],
    ['padded', answerOf(`${encode(clientData)}=`)],
    ['no base64url', answerOf('{"challenge":"AAAA"}')],
    ['no JSON', answerOf(toBase64Url(utf8('{')))],
    ['JSON array', answerOf(encode([clientData]))],
    ['challenge missing', answerOf(encode({ ...clientData, challenge: undefined }))],
    ['challenge empty', answerOf(encode({ ...clientData, challenge: '' }))],
    ['challenge in standard base64', answerOf(encode({ ...clientData, challenge: '+/==' }))],
    ['challenge is a number', answerOf(encode({ ...clientData, challenge: 7 }))],
    ['oversized', answerOf('A'.repeat(65_540))],
  ])('A10 %s names none, and nothing is thrown', (_, response) => {
    expect(readChallenge(response)).toBeNull()
  })
})
