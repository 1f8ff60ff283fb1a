import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import { parseCertificate } from '../certificate'
import { digest } from '../cms/digest-algorithm'
import { parseCrl } from '../crl'
import {
  encodeBoolean,
  encodeContext,
  encodeInteger,
  encodeObjectId,
  encodeOctetString,
  encodeSequence,
} from '../der/write-der'
import { PkiError } from '../pki-error'
import { createTestPki, type TestIdentity, type TestPki } from '../testing/test-pki'
import { encodeTimestampRequest } from './encode-timestamp-request'
import { encodeRefused } from './encode-timestamp-response'
import { issueTimestamp } from './issue-timestamp'
import { parseTimestampRequest } from './parse-timestamp-request'
import { parseTimestampResponse } from './parse-timestamp-response'
import { maxTimestampTokenOctets } from './parse-timestamp-token'
import { verifyTimestampResponse } from './verify-timestamp-response'
import { type TimestampExpectations, verifyTimestampToken } from './verify-timestamp-token'

const data = utf8('見本')
const nonce = new Uint8Array([0x55, 1, 2, 3])
const imprint = { hashAlgorithm: 'sha256' as const, digest: digest('sha256', data) }
const request = encodeTimestampRequest({ imprint, nonce })
const policy = '1.2.392.100495.1.99.1'

let pki: TestPki
let tsa: TestIdentity
let expectations: TimestampExpectations & { nonce: Uint8Array }
let token: Uint8Array<ArrayBuffer>
let response: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  pki = await createTestPki({ algorithm: 'p-256' })
  tsa = await pki.issueTsa()
  expectations = {
    stamped: imprint,
    existsAt: pki.at,
    nonce,
    policies: [policy],
    path: {
      anchors: [{ certificate: parseCertificate(pki.root.certificate) }],
      intermediates: [parseCertificate(pki.issuingCa.certificate)],
      crls: [parseCrl(await pki.crl()), parseCrl(await pki.crl({ issuer: pki.root }))],
      revocation: 'required',
    },
  }
  const answer = await stamp(request)
  if (!answer.isGranted) throw new Error(answer.failure)
  token = answer.token
  response = answer.response
}, 60_000)

function stamp(octets: Uint8Array) {
  const authority = {
    certificate: parseCertificate(tsa.certificate),
    chain: [pki.issuingCa.certificate],
    policy,
    serialNumber: '01',
    genTime: pki.at,
    accuracySeconds: 1,
  }
  return issueTimestamp(parseTimestampRequest(octets), authority, tsa.key.sign)
}

function flip(octets: Uint8Array, index: number, bit: number): Uint8Array<ArrayBuffer> {
  const flipped = new Uint8Array(octets)
  flipped[index] = (flipped[index] ?? 0) ^ (1 << bit)
  return flipped
}

describe('mutated tokens', { timeout: 60_000 }, () => {
  test('no flipped bit changes what a valid token says, or who says it', () => {
    const sound = verifyTimestampToken(token, expectations)
    expect(sound.result).toBe('VALID')
    let refused = 0
    for (let index = 0; index < token.length; index += 1) {
      const verdict = verifyTimestampToken(flip(token, index, index % 8), expectations)
      if (verdict.result !== 'VALID') refused += 1
      else expect([verdict.token, verdict.certificate?.der]).toEqual([sound.token, sound.certificate?.der])
      expect(verdict.findings.length === 0).toBe(verdict.result === 'VALID')
    }
    // What is left is the candidate certificate that the path does not need, and letter case in names.
    expect(refused).toBeGreaterThan(token.length / 3)
  })

  test.each(['TSTInfo', 'signed attributes', 'signature'])('no flipped bit in the %s is taken', (part) => {
    const { start, end } = placeOf(part)
    expect(start).toBeGreaterThan(40)
    expect(end - start).toBeGreaterThan(32)
    for (let index = start; index < end; index += 1) {
      for (const bit of [0, 3, 7]) {
        expect(verifyTimestampToken(flip(token, index, bit), expectations).result).not.toBe('VALID')
      }
    }
  })

  /** From the last octets of the token backwards: signature, algorithm, attributes; the TSTInfo by its own octets. */
  function placeOf(part: string): { start: number; end: number } {
    const text = Buffer.from(token)
    const tstInfo = text.indexOf(Buffer.from(encodeObjectId(policy))) - 3
    const attributes = text.lastIndexOf(Buffer.from(encodeObjectId('1.2.840.113549.1.9.3'))) - 2
    const signature = text.lastIndexOf(Buffer.from(encodeObjectId('1.2.840.10045.4.3.2'))) + 10
    if (part === 'TSTInfo') return { start: tstInfo, end: tstInfo + 40 }
    if (part === 'signed attributes') return { start: attributes, end: signature - 12 }
    return { start: signature, end: token.length }
  }

  test('cut, joined and arbitrary octets give a verdict', () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.uint8Array({ maxLength: 40 }), (length, tail) => {
        const cut = concatBytes(token.subarray(0, length), tail)
        expect(verifyTimestampToken(cut, expectations).result).not.toBe('VALID')
        expect(verifyTimestampToken(concatBytes(token, tail, new Uint8Array([0])), expectations).result).toBe('INVALID')
        expect(verifyTimestampResponse(tail, expectations).result).not.toBe('VALID')
      }),
      { numRuns: 300 },
    )
  })

  test('several mutations at once give a verdict, and the response as well', () => {
    const places = fc.array(fc.tuple(fc.nat(response.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(places, (changes) => {
        const changed = new Uint8Array(response)
        for (const [index, octet] of changes) changed[index] = octet
        const verdict = verifyTimestampResponse(changed, expectations)
        if (verdict.result === 'VALID') expect(verdict.token).toMatchObject({ genTime: expect.any(Date), policy })
      }),
      { numRuns: 1_000 },
    )
  })

  test('beyond the size limit nothing is read', () => {
    const verdict = verifyTimestampToken(new Uint8Array(maxTimestampTokenOctets + 1).fill(0x30), expectations)
    expect(verdict.findings.map(({ code }) => code)).toEqual(['token_too_large'])
  })
})

describe('responses', () => {
  test('a granted one is valid; with modifications only by policy', () => {
    expect(verifyTimestampResponse(response, expectations)).toMatchObject({ result: 'VALID', tokenDer: token })
    const modified = encodeSequence(encodeSequence(encodeInteger(1)), token)
    const verdict = verifyTimestampResponse(modified, expectations)
    expect(verdict).toMatchObject({ result: 'INDETERMINATE', findings: [{ code: 'response_modified' }] })
    expect(verifyTimestampResponse(modified, { ...expectations, isModifiedAccepted: true }).result).toBe('VALID')
  })

  test('a refusal tells why, and never carries a token', () => {
    const refusal = encodeRefused('badAlg')
    expect(parseTimestampResponse(refusal)).toMatchObject({ status: 'rejection', failures: ['badAlg'], token: null })
    expect(verifyTimestampResponse(refusal, expectations)).toMatchObject({
      result: 'INDETERMINATE',
      failures: ['badAlg'],
      findings: [{ code: 'response_rejected' }],
    })
    const withToken = encodeSequence(encodeSequence(encodeInteger(2)), token)
    expect(verifyTimestampResponse(withToken, expectations).findings[0]?.code).toBe('response_malformed')
  })
})

describe('requests', () => {
  const sha256 = encodeSequence(encodeObjectId('2.16.840.1.101.3.4.2.1'))
  const sha1 = encodeSequence(encodeObjectId('1.3.14.3.2.26'))
  const asked = (algorithm: Uint8Array, octets: number, ...rest: Uint8Array[]) =>
    encodeSequence(encodeInteger(1), encodeSequence(algorithm, encodeOctetString(new Uint8Array(octets))), ...rest)
  const extension = encodeContext(0, encodeSequence(encodeObjectId('1.2.3'), encodeOctetString(new Uint8Array(1))))

  test.each([
    ['SHA-1', 'badAlg', asked(sha1, 20)],
    ['a digest of the wrong length', 'badDataFormat', asked(sha256, 31)],
    ['another policy', 'unacceptedPolicy', asked(sha256, 32, encodeObjectId('1.2.3'))],
    ['an extension', 'unacceptedExtension', asked(sha256, 32, extension)],
  ])('with %s is refused: %s', async (_, failure, octets) => {
    expect(await stamp(octets)).toMatchObject({ isGranted: false, failure })
  })

  test('with the very policy, no nonce and no certificate is stamped', async () => {
    expect(await stamp(asked(sha256, 32, encodeObjectId(policy)))).toMatchObject({ isGranted: true })
  })

  test.each([
    [
      'another version',
      encodeSequence(encodeInteger(2), encodeSequence(sha256, encodeOctetString(new Uint8Array(32)))),
    ],
    ['a field too many', asked(sha256, 32, encodeBoolean(true), encodeInteger(1))],
    ['a nonce of 33 octets', asked(sha256, 32, encodeInteger(1n << 256n))],
    ['more than 4 KiB', asked(sha256, 5_000)],
    ['nothing', new Uint8Array(0)],
  ])('%s is malformed', (_, octets) => expect(() => parseTimestampRequest(octets)).toThrow(PkiError))

  test('any mutation is read, or refused as malformed', () => {
    fc.assert(
      fc.property(fc.nat(request.length - 1), fc.nat(255), (index, octet) => {
        const changed = new Uint8Array(request)
        changed[index] = octet
        try {
          parseTimestampRequest(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(PkiError)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
