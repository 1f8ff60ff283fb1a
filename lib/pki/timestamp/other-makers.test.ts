import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import { parseCertificate } from '../certificate'
import { digest } from '../cms/digest-algorithm'
import { parseCrl } from '../crl'
import { DER } from '../der/der-element'
import { derChildren, readDer } from '../der/read-der'
import { encodeContext, encodeOctetString, encodeSequence, encodeUniversal } from '../der/write-der'
import { opensslVerifiesCms, signTstInfo } from '../testing/openssl-cms'
import { createTestPki, type TestIdentity, type TestPki } from '../testing/test-pki'
import { writeBer } from '../testing/write-ber'
import { encodeTimestampRequest } from './encode-timestamp-request'
import { encodeGranted } from './encode-timestamp-response'
import { issueTimestamp } from './issue-timestamp'
import { parseTimestampRequest } from './parse-timestamp-request'
import { parseTimestampToken } from './parse-timestamp-token'
import { verifyTimestampResponse } from './verify-timestamp-response'
import { type TimestampExpectations, verifyTimestampToken } from './verify-timestamp-token'

const data = utf8('見本')
const nonce = new Uint8Array([0x55, 1, 2, 3])
const imprint = { hashAlgorithm: 'sha256' as const, digest: digest('sha256', data) }

describe.each(['rsa-2048', 'p-256'] as const)(
  'tokens as other makers write them, %s',
  { timeout: 60_000 },
  (algorithm) => {
    let pki: TestPki
    let tsa: TestIdentity
    let expectations: TimestampExpectations & { nonce: Uint8Array }
    let token: Uint8Array<ArrayBuffer>
    let info: Uint8Array

    beforeAll(async () => {
      pki = await createTestPki({ algorithm })
      tsa = await pki.issueTsa()
      expectations = {
        stamped: imprint,
        existsAt: pki.at,
        nonce,
        path: {
          anchors: [{ certificate: parseCertificate(pki.root.certificate) }],
          intermediates: [parseCertificate(pki.issuingCa.certificate)],
          crls: [parseCrl(await pki.crl()), parseCrl(await pki.crl({ issuer: pki.root }))],
          revocation: 'required',
        },
      }
      const authority = {
        certificate: parseCertificate(tsa.certificate),
        chain: [pki.issuingCa.certificate],
        policy: '1.2.392.100495.1.99.1',
        serialNumber: '01',
        genTime: pki.at,
        accuracySeconds: 1,
      }
      const request = parseTimestampRequest(encodeTimestampRequest({ imprint, nonce }))
      const answer = await issueTimestamp(request, authority, tsa.key.sign)
      if (!answer.isGranted) throw new Error(answer.failure)
      token = answer.token
      const parsed = parseTimestampToken(token)
      if ('code' in parsed) throw new Error(parsed.code)
      info = parsed.infoOctets
    }, 60_000)

    const kept = () => [tsa.certificate, pki.issuingCa.certificate]
    const judge = (octets: Uint8Array) => {
      const { result, findings } = verifyTimestampToken(octets, expectations)
      return { result, codes: findings.map(({ code }) => code) }
    }
    const valid = { result: 'VALID', codes: [] }

    test('BER throughout is taken and says the same; openssl agrees where the values of signed attributes are DER', async () => {
      const throughout = writeBer(token, { next: () => 1, kept: kept() })
      // openssl hashes values of attributes as they came, RFC 5652 §5.4 their DER.
      const besides = writeBer(token, { next: () => 1, kept: [...kept(), ...attributesOf(token)] })
      expect(await opensslVerifiesCms(besides, info, pki.root.certificate)).toMatchObject({ isRight: true })
      const { token: said } = verifyTimestampToken(token, expectations)
      for (const ber of [throughout, besides]) {
        expect(Buffer.from(ber).includes(Buffer.of(0x30, 0x80))).toBe(true)
        expect(verifyTimestampToken(ber, expectations)).toMatchObject({ result: 'VALID', findings: [], token: said })
      }
    })

    test('whatever lengths and segments are chosen, the verdict is the same, and none is taken whose signature is another', () => {
      fc.assert(
        fc.property(fc.array(fc.nat(1), { minLength: 1, maxLength: 60 }), fc.nat(), fc.nat(7), (bits, at, bit) => {
          let turn = 0
          const next = () => bits[turn++ % bits.length] ?? 0
          expect(judge(writeBer(token, { next, kept: kept() }))).toEqual(valid)
          const flipped = new Uint8Array(token)
          const place = flipped.length - 1 - (at % 60)
          flipped[place] = (flipped[place] ?? 0) ^ (1 << bit)
          turn = 0
          const changed = parseTimestampToken(flipped)
          if (!('code' in changed)) expect(judge(writeBer(flipped, { next, kept: kept() })).result).not.toBe('VALID')
        }),
        { numRuns: 60 },
      )
    })

    test('a response whose token is BER is read, and its token comes out in DER', () => {
      const response = encodeGranted(token)
      const ber = writeBer(response, { next: () => 1, kept: kept() })
      const verdict = verifyTimestampResponse(ber, expectations)
      expect(verdict).toMatchObject({ result: 'VALID', tokenDer: token })
    })

    test('a byte behind BER is refused as it is behind DER', () => {
      const ber = writeBer(token, { next: () => 1, kept: kept() })
      for (const octets of [token, ber]) {
        expect(judge(concatBytes(octets, new Uint8Array(1)))).toEqual({ result: 'INVALID', codes: ['token_malformed'] })
      }
    })

    test('a TSTInfo in BER is refused: RFC 3161 §2.4.2 has it in DER', async () => {
      const other = await signTstInfo(writeBer(info, { next: () => 1, kept: [] }), tsa, [pki.issuingCa.certificate])
      expect(judge(other)).toEqual({ result: 'INVALID', codes: ['token_malformed'] })
    })

    test.each([
      ['DER', {}],
      ['BER, streamed', { isStreamed: true }],
      ['named by its key identifier', { isNamedByKeyId: true }],
      ['BER, named by its key identifier', { isStreamed: true, isNamedByKeyId: true }],
      ['SHA-384', { digest: 'sha384' }],
    ])('openssl cms signs it: %s', async (name, options) => {
      const other = await signTstInfo(info, tsa, [pki.issuingCa.certificate], options)
      expect(other.subarray(0, 2)).toEqual(
        name.startsWith('BER') ? Uint8Array.of(0x30, 0x80) : Uint8Array.of(0x30, 0x82),
      )
      expect(await opensslVerifiesCms(other, info, pki.root.certificate)).toMatchObject({ isRight: true })
      expect(judge(other)).toEqual(valid)
    })

    test('a key identifier in segments, which its implicit tag does not show', async () => {
      const other = await signTstInfo(info, tsa, [pki.issuingCa.certificate], { isNamedByKeyId: true })
      const keyId = Buffer.from(parseCertificate(tsa.certificate).subjectKeyId ?? [])
      const whole = Buffer.concat([Buffer.of(0x80, keyId.length), keyId])
      const halves = [keyId.subarray(0, 4), keyId.subarray(4)].map((half) =>
        Buffer.concat([Buffer.of(4, half.length), half]),
      )
      const cut = Buffer.concat([Buffer.of(0xa0, 0x80), ...halves, Buffer.of(0, 0)])
      const indefinite = Buffer.from(writeBer(other, { next: () => 1, isOnlyIndefinite: true, kept: kept() }))
      const place = indefinite.lastIndexOf(whole)
      expect(place).toBeGreaterThan(0)
      const ber = Buffer.concat([indefinite.subarray(0, place), cut, indefinite.subarray(place + whole.length)])
      expect(judge(new Uint8Array(ber))).toEqual(valid)
    })

    test('signed attributes out of order: signed as received, or as DER has them', async () => {
      const signed = (order: (attributes: Uint8Array[]) => Uint8Array[], isSignedAsDer: boolean) =>
        withAttributes(token, tsa, order, isSignedAsDer)
      const reversed = (list: Uint8Array[]) => [...list].reverse()
      expect(judge(await signed(reversed, false))).toEqual(valid)
      expect(judge(await signed(reversed, true))).toEqual(valid)
      const doubled = await signed((list) => [...list, ...list.slice(0, 1)], false)
      expect(judge(doubled)).toEqual({ result: 'INVALID', codes: ['token_malformed'] })
    })

    if (algorithm !== 'rsa-2048') return

    test.each([
      ['its usual form', ['rsa_padding_mode:pss', 'rsa_pss_saltlen:digest'], 'sha256', 'VALID', []],
      ['with SHA-512', ['rsa_padding_mode:pss', 'rsa_pss_saltlen:digest'], 'sha512', 'VALID', []],
      [
        'a salt of another length',
        ['rsa_padding_mode:pss', 'rsa_pss_saltlen:20'],
        'sha256',
        'INDETERMINATE',
        ['signature_algorithm_unsupported'],
      ],
      [
        'another hash for the mask',
        ['rsa_padding_mode:pss', 'rsa_pss_saltlen:digest', 'rsa_mgf1_md:sha512'],
        'sha256',
        'INDETERMINATE',
        ['signature_algorithm_unsupported'],
      ],
      [
        'SHA-1',
        ['rsa_padding_mode:pss', 'rsa_pss_saltlen:digest'],
        'sha1',
        'INVALID',
        ['signature_algorithm_too_weak', 'signature_algorithm_too_weak'],
      ],
    ] as const)('RSASSA-PSS, %s', async (_, keyOptions, hash, result, codes) => {
      const other = await signTstInfo(info, tsa, [pki.issuingCa.certificate], { keyOptions, digest: hash })
      if (result === 'VALID')
        expect(await opensslVerifiesCms(other, info, pki.root.certificate)).toMatchObject({ isRight: true })
      expect(judge(other)).toEqual({ result, codes })
    })

    test('RSASSA-PSS of another value is refused', async () => {
      const keyOptions = ['rsa_padding_mode:pss', 'rsa_pss_saltlen:digest']
      const other = await signTstInfo(info, tsa, [pki.issuingCa.certificate], { keyOptions })
      const last = other.length - 1
      other[last] = (other[last] ?? 0) ^ 1
      expect(judge(other)).toEqual({ result: 'INVALID', codes: ['token_signature_invalid'] })
    })

    test('a hash function that is not supported is not called weak', async () => {
      const other = await signTstInfo(info, tsa, [pki.issuingCa.certificate], { digest: 'sha3-256' })
      expect(judge(other)).toMatchObject({ result: 'INDETERMINATE' })
      expect(judge(other).codes).toContain('signature_algorithm_unsupported')
    })
  },
)

/** The parts of a token of ours, down to its SignerInfo. */
function partsOf(token: Uint8Array) {
  const [type, wrapped] = derChildren(readDer(token))
  const [signedData] = wrapped === undefined ? [] : derChildren(wrapped)
  const parts = signedData === undefined ? [] : derChildren(signedData)
  const [signer] = derChildren(parts.at(-1) ?? readDer(token))
  const fields = signer === undefined ? [] : derChildren(signer)
  const attributes = fields[3]
  if (type === undefined || attributes === undefined) throw new Error('no token of ours')
  return { type, parts, fields, attributes: derChildren(attributes).map(({ octets }) => octets) }
}

function attributesOf(token: Uint8Array): Uint8Array[] {
  return partsOf(token).attributes
}

/** The token with its signed attributes in another order, signed again. */
async function withAttributes(
  token: Uint8Array,
  { key }: TestIdentity,
  order: (attributes: Uint8Array[]) => Uint8Array[],
  isSignedAsDer: boolean,
): Promise<Uint8Array> {
  const { type, parts, fields, attributes } = partsOf(token)
  const received = encodeUniversal(DER.set, ...order(attributes))
  const value = await key.sign(isSignedAsDer ? encodeUniversal(DER.set, ...attributes) : received)
  const changed = encodeSequence(
    ...fields.slice(0, 3).map(({ octets }) => octets),
    encodeContext(0, ...order(attributes)),
    ...fields.slice(4, 5).map(({ octets }) => octets),
    encodeOctetString(value),
  )
  const content = encodeSequence(...parts.slice(0, -1).map(({ octets }) => octets), encodeUniversal(DER.set, changed))
  return encodeSequence(type.octets, encodeContext(0, content))
}
