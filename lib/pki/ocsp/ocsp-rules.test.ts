import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Certificate, parseCertificate } from '../certificate'
import { encodeGeneralizedTime } from '../der/write-der'
import { createOpensslOcsp } from '../testing/openssl-ocsp'
import { createTestPki, type TestIdentity, type TestPki } from '../testing/test-pki'
import { encodeCertId } from './cert-id'
import { archiveCutoff } from './parse-ocsp-response'
import { issueOcspResponse, type OcspEntry, type OcspResponseTemplate } from './testing/issue-ocsp-response'
import { type OcspExpectations, verifyOcspResponse } from './verify-ocsp-response'

let pki: TestPki
let leaf: TestIdentity
let responder: TestIdentity
let issuer: Certificate
let openssl: ReturnType<typeof createOpensslOcsp>
let expectations: OcspExpectations

beforeAll(async () => {
  pki = await createTestPki({ algorithm: 'p-256' })
  leaf = await pki.issueHolder()
  responder = await pki.issueOcspResponder()
  issuer = parseCertificate(pki.issuingCa.certificate)
  openssl = createOpensslOcsp(pki, responder)
  expectations = { certificate: parseCertificate(leaf.certificate), issuer, at: pki.at }
}, 60_000)
afterAll(() => openssl.dispose())

const seconds = (count: number) => new Date(pki.at.getTime() + count * 1_000)

function respond(status: OcspEntry['status'], changes: Partial<OcspResponseTemplate> = {}, about = leaf) {
  const template: OcspResponseTemplate = {
    responder: parseCertificate(responder.certificate),
    isResponderIncluded: true,
    entries: [{ certId: encodeCertId(issuer, about.serialNumber), status }],
    producedAt: pki.at,
    nextUpdate: seconds(3_600),
    ...changes,
  }
  return issueOcspResponse(template, responder.key.sign)
}

const codes = (response: Uint8Array, change: Partial<OcspExpectations> = {}) =>
  verifyOcspResponse(response, { ...expectations, ...change }).findings.map(({ code }) => code)

describe('RFC 6960 §4.2.2.3: the response names the one who signed it', () => {
  test('by name or by key, for us and for openssl', async () => {
    for (const by of ['name', 'key'] as const) {
      const response = await respond(
        { type: 'good' },
        { responderId: { by, of: parseCertificate(responder.certificate) } },
      )
      expect(codes(response)).toEqual([])
      expect(await openssl.judge(response, leaf.certificate)).toBe('good')
    }
  })

  test('a response in the name of somebody else says nothing, for us and for openssl', async () => {
    const other = await pki.issueOcspResponder({ keyName: 'other-ocsp' })
    for (const of of [other.certificate, pki.issuingCa.certificate].map((der) => parseCertificate(der))) {
      const response = await respond({ type: 'good' }, { responderId: { by: 'key', of } })
      expect(codes(response)).toEqual(['responder_id_mismatch'])
      expect(await openssl.judge(response, leaf.certificate)).toBeNull()
    }
    const inNameOfCa = await respond({ type: 'good' }, { responderId: { by: 'name', of: issuer } })
    expect(codes(inNameOfCa)).toEqual(['responder_id_mismatch'])
    expect(await openssl.judge(inNameOfCa, leaf.certificate)).toBeNull()
  })
})

describe('a revocation is never forgotten', () => {
  const revokedAt = new Date('2026-01-02T03:04:05Z')
  const stale = () => ({ producedAt: seconds(-90_000), nextUpdate: seconds(-86_400) })

  test('an answer past its nextUpdate, or without one, still says "revoked"', async () => {
    for (const change of [stale(), { isWithoutNextUpdate: true }]) {
      const response = await respond({ type: 'revoked', revokedAt, reason: 'keyCompromise' }, change)
      expect(verifyOcspResponse(response, expectations)).toMatchObject({
        result: 'VALID',
        answer: { status: 'revoked', revokedAt },
      })
    }
  })

  test('a suspension or "good" past its nextUpdate says nothing', async () => {
    expect(codes(await respond({ type: 'revoked', revokedAt, reason: 'certificateHold' }, stale()))).toEqual([
      'answer_stale',
    ])
    expect(codes(await respond({ type: 'good' }, stale()))).toEqual(['answer_stale'])
  })

  test('a revocation out of the future is not believed', async () => {
    const later = { producedAt: seconds(86_400), nextUpdate: seconds(90_000) }
    expect(codes(await respond({ type: 'revoked', revokedAt }, later))).toEqual(['answer_not_yet_valid'])
  })
})

describe('RFC 6960 §4.4.4: "good" after the end of the certificate', () => {
  const cutoff = (time: Date) => ({
    extensions: [{ type: archiveCutoff, isCritical: false, value: encodeGeneralizedTime(time) }],
  })

  test('counts only when the responder remembers certificates past their end', async () => {
    const ended = await pki.issueHolder({ notAfter: seconds(-60) })
    const about = { certificate: parseCertificate(ended.certificate) }
    expect(codes(await respond({ type: 'good' }, {}, ended), about)).toEqual(['answer_issued_after_expiry'])
    expect(codes(await respond({ type: 'good' }, cutoff(seconds(-30)), ended), about)).toEqual([
      'answer_issued_after_expiry',
    ])
    expect(codes(await respond({ type: 'good' }, cutoff(seconds(-120)), ended), about)).toEqual([])
  })

  test('an archive cutoff that is no time is malformed', async () => {
    const extensions = [{ type: archiveCutoff, isCritical: false, value: new Uint8Array([5, 0]) }]
    expect(codes(await respond({ type: 'good' }, { extensions }))).toEqual(['response_malformed'])
  })
})
