import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { type Certificate, parseCertificate } from '../certificate'
import { parseCrl } from '../crl'
import { extendedKeyUsage } from '../issuing/extensions'
import { createOpensslOcsp } from '../testing/openssl-ocsp'
import { createTestPki, type TestIdentity, type TestPki } from '../testing/test-pki'
import { encodeCertId } from './cert-id'
import { encodeOcspRequest } from './encode-ocsp-request'
import { maxOcspResponseOctets } from './parse-ocsp-response'
import {
  encodeOcspFailure,
  issueOcspResponse,
  type OcspEntry,
  type OcspResponseTemplate,
} from './testing/issue-ocsp-response'
import { parseOcspRequest } from './testing/parse-ocsp-request'
import { type OcspExpectations, verifyOcspResponse } from './verify-ocsp-response'

const nonce = utf8('sixteen octets..')
const good: OcspEntry['status'] = { type: 'good' }

describe.each(['rsa-2048', 'p-256'] as const)('OCSP with %s', { timeout: 60_000 }, (algorithm) => {
  let pki: TestPki
  let leaf: TestIdentity
  let responder: TestIdentity
  let issuer: Certificate
  let openssl: ReturnType<typeof createOpensslOcsp>
  let expectations: OcspExpectations

  beforeAll(async () => {
    pki = await createTestPki({ algorithm })
    leaf = await pki.issueHolder()
    responder = await pki.issueOcspResponder()
    issuer = parseCertificate(pki.issuingCa.certificate)
    openssl = createOpensslOcsp(pki, responder)
    expectations = { certificate: parseCertificate(leaf.certificate), issuer, at: pki.at, nonce }
  }, 60_000)
  afterAll(() => openssl.dispose())

  function respond(
    status: OcspEntry['status'] = good,
    {
      by = responder,
      certId,
      ...changes
    }: Partial<OcspResponseTemplate> & { by?: TestIdentity; certId?: Uint8Array } = {},
  ) {
    const template: OcspResponseTemplate = {
      responder: parseCertificate(by.certificate),
      isResponderIncluded: by !== pki.issuingCa,
      entries: [{ certId: certId ?? encodeCertId(issuer, leaf.serialNumber), status }],
      producedAt: pki.at,
      nextUpdate: new Date(pki.at.getTime() + 3_600_000),
      nonce,
      ...changes,
    }
    return issueOcspResponse(template, by.key.sign)
  }
  const codes = (response: Uint8Array, change: Partial<OcspExpectations> = {}) =>
    verifyOcspResponse(response, { ...expectations, ...change }).findings.map(({ code }) => code)

  test('an answer of ours is valid for us and for openssl', async () => {
    const response = await respond()
    expect(verifyOcspResponse(response, expectations)).toMatchObject({ result: 'VALID', answer: { status: 'good' } })
    expect(await openssl.judge(response, leaf.certificate)).toBe('good')
  })

  test('the issuer itself may answer', async () => {
    const response = await respond(good, { by: pki.issuingCa })
    expect(verifyOcspResponse(response, expectations)).toMatchObject({
      result: 'VALID',
      responder: { der: issuer.der },
    })
    expect(await openssl.judge(response, leaf.certificate)).toBe('good')
  })

  test.each([
    ['at', { at: new Date(Number.NaN) }],
    ['clockSkewSeconds', { clockSkewSeconds: Number.NaN }],
  ])('a question whose %s is not a number has no answer', async (_, change) => {
    expect(codes(await respond(good, { by: pki.issuingCa }), change)).toEqual(['answer_not_yet_valid'])
  })

  test('revoked, suspended and unknown are told apart, and none is good', async () => {
    const revokedAt = new Date('2026-01-02T03:04:05Z')
    const revoked = await respond({ type: 'revoked', revokedAt, reason: 'keyCompromise' })
    expect(verifyOcspResponse(revoked, expectations).answer).toMatchObject({
      status: 'revoked',
      revokedAt,
      reason: 'keyCompromise',
    })
    expect(await openssl.judge(revoked, leaf.certificate)).toBe('revoked')
    const onHold = await respond({ type: 'revoked', revokedAt, reason: 'certificateHold' })
    expect(verifyOcspResponse(onHold, expectations).answer).toMatchObject({ status: 'suspended', revokedAt })
    const unknown = await respond({ type: 'unknown' })
    expect(verifyOcspResponse(unknown, expectations).answer).toMatchObject({ status: 'unknown' })
    expect(await openssl.judge(unknown, leaf.certificate)).toBe('unknown')
  })

  test('openssl’s responder answers our request', async () => {
    const certificate = expectations.certificate
    const revokedAt = new Date('2026-01-02T03:04:05Z')
    for (const hashAlgorithm of ['sha1', 'sha256'] as const) {
      const request = encodeOcspRequest({ certificate, issuer, nonce, hashAlgorithm })
      const now = { at: new Date(), isNonceRequired: true }
      const serial = { serialNumber: leaf.serialNumber }
      const fine = await openssl.respond(request, [serial])
      expect(verifyOcspResponse(fine, { ...expectations, ...now })).toMatchObject({ answer: { status: 'good' } })
      const revoked = await openssl.respond(request, [{ ...serial, revokedAt, reason: 'keyCompromise' }])
      expect(verifyOcspResponse(revoked, { ...expectations, ...now }).answer).toMatchObject({
        status: 'revoked',
        revokedAt,
      })
      const foreign = await openssl.respond(request, [{ serialNumber: '77' }])
      expect(verifyOcspResponse(foreign, { ...expectations, ...now }).answer).toMatchObject({ status: 'unknown' })
      expect(codes(await openssl.respond(request, [serial], null), now)).toEqual(['answer_without_next_update'])
    }
  })

  test.each([['-sha256'], ['-sha1']] as const)('our responder reads openssl’s request with %s', async (hash) => {
    const { certIds, nonce: asked } = parseOcspRequest(await openssl.request(leaf.certificate, [hash, '-nonce']))
    const certId = certIds[0]?.octets ?? new Uint8Array(0)
    const response = await respond(good, { certId, ...(asked ? { nonce: asked } : {}) })
    expect(asked?.length).toBeGreaterThan(0)
    expect(await openssl.judge(response, leaf.certificate, hash)).toBe('good')
  })

  test.each<[string, string, Partial<OcspResponseTemplate>]>([
    [
      'is stale',
      'answer_stale',
      { nextUpdate: new Date(Date.now() - 86_400_000), producedAt: new Date(Date.now() - 9e7) },
    ],
    ['comes from the future', 'answer_not_yet_valid', { producedAt: new Date(Date.now() + 86_400_000) }],
    ['has another nonce', 'nonce_mismatch', { nonce: utf8('another') }],
    ['says nothing', 'answer_missing', { entries: [] }],
  ])('an answer that %s is not used: %s', async (_, code, change) => {
    const verdict = verifyOcspResponse(await respond(good, change), expectations)
    expect(verdict).toMatchObject({ answer: null })
    expect(verdict.findings.map((finding) => finding.code)).toEqual([code])
  })

  test('an answer about another serial number, of another issuer, or given twice is not used', async () => {
    expect(codes(await respond(good, { certId: encodeCertId(issuer, '99') }))).toEqual(['answer_missing'])
    const root = parseCertificate(pki.root.certificate)
    expect(codes(await respond(good, { certId: encodeCertId(root, leaf.serialNumber) }))).toEqual(['answer_missing'])
    const entry = { certId: encodeCertId(issuer, leaf.serialNumber), status: good }
    expect(codes(await respond(good, { entries: [entry, entry] }))).toEqual(['answer_ambiguous'])
  })

  test('without a nonce an answer passes by policy only', async () => {
    const { nonce: _, ...ahead } = { nonce, isResponderIncluded: true }
    const template = { ...ahead, responder: parseCertificate(responder.certificate), producedAt: pki.at }
    const entries = [{ certId: encodeCertId(issuer, leaf.serialNumber), status: good }]
    const nextUpdate = new Date(pki.at.getTime() + 60_000)
    const response = await issueOcspResponse({ ...template, entries, nextUpdate }, responder.key.sign)
    expect(codes(response)).toEqual([])
    expect(codes(response, { isNonceRequired: true })).toEqual(['nonce_missing'])
  })

  test('whoever is no responder of the issuer answers nothing, for us and for openssl', async () => {
    const other = await createTestPki({ algorithm, name: 'b' })
    const impostors: [string, TestIdentity][] = [
      ['an end entity of the issuer', leaf],
      ['its time-stamp authority', await pki.issueTsa()],
      ['a responder of the root', await pki.issueOcspResponder({ issuer: pki.root })],
      ['a responder of another hierarchy', await other.issueOcspResponder()],
      ['an expired responder', await pki.issueOcspResponder({ notAfter: new Date(pki.at.getTime() - 60_000) })],
    ]
    for (const [who, by] of impostors) {
      const response = await respond(good, { by })
      expect(codes(response), who).toContain('responder_unauthorized')
      expect(await openssl.judge(response, leaf.certificate), who).toBeNull()
    }
  })

  test('anyExtendedKeyUsage delegates nothing', async () => {
    const by = await pki.issueOcspResponder({
      change: (template) => ({
        ...template,
        extensions: template.extensions.map((extension) =>
          extension.type === '2.5.29.37' ? extendedKeyUsage('2.5.29.37.0', false) : extension,
        ),
      }),
    })
    expect(codes(await respond(good, { by }))).toContain('responder_unauthorized')
  })

  test('a responder without id-pkix-ocsp-nocheck needs a CRL that does not name it', async () => {
    const by = await pki.issueOcspResponder({
      change: (template) => ({
        ...template,
        extensions: template.extensions.filter(({ type }) => type !== '1.3.6.1.5.5.7.48.1.5'),
      }),
    })
    const response = await respond(good, { by })
    expect(codes(response)).toContain('responder_unauthorized')
    expect(codes(response, { crls: [parseCrl(await pki.crl())] })).toEqual([])
    const entries = [{ serialNumber: by.serialNumber, revocationDate: new Date(pki.at.getTime() - 60_000) }]
    const crls = [parseCrl(await pki.crl({ entries, thisUpdate: new Date(pki.at.getTime() - 1_000) }))]
    expect(codes(response, { crls })).toContain('certificate_revoked')
  })

  test('a forged signature and a missing responder certificate are refused', async () => {
    const other = await pki.issueOcspResponder({ keyName: 'other-ocsp' })
    expect(codes(await respond(good, { by: { ...responder, key: other.key } }))).toEqual(['response_signature_invalid'])
    expect(codes(await respond(good, { isResponderIncluded: false }))).toEqual(['response_signature_invalid'])
  })

  test('an answer that is not successful says so', () => {
    const verdict = verifyOcspResponse(encodeOcspFailure('tryLater'), expectations)
    expect(verdict).toMatchObject({ result: 'INDETERMINATE', findings: [{ detail: 'tryLater' }] })
    const tooLarge = verifyOcspResponse(new Uint8Array(maxOcspResponseOctets + 1), expectations)
    expect(tooLarge).toMatchObject({ answer: null, findings: [{ code: 'response_too_large' }] })
  })

  test('no mutation makes a revoked certificate good', async () => {
    const sound = await respond({ type: 'revoked', revokedAt: new Date('2026-01-02T03:04:05Z') })
    const places = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(places, (changes) => {
        const changed = new Uint8Array(sound)
        for (const [index, octet] of changes) changed[index] = octet
        const { answer, findings } = verifyOcspResponse(changed, expectations)
        if (answer !== null) expect(answer.status).toBe('revoked')
        expect(answer === null).toBe(findings.length > 0)
      }),
      { numRuns: 500 },
    )
  })
})
