import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { parseCertificate } from '../certificate'
import { digest } from '../cms/digest-algorithm'
import { parseCrl } from '../crl'
import { extendedKeyUsage, keyUsage } from '../issuing/extensions'
import type { CertificateTemplate } from '../issuing/issue-certificate'
import { createOpensslTsa, opensslTsaPolicy } from '../testing/openssl-tsa'
import { createTestPki, type TestIdentity, type TestPki } from '../testing/test-pki'
import { encodeTimestampRequest } from './encode-timestamp-request'
import { issueTimestamp, type TimestampAuthority } from './issue-timestamp'
import { parseTimestampRequest } from './parse-timestamp-request'
import { verifyTimestampResponse } from './verify-timestamp-response'
import { type TimestampExpectations, verifyTimestampToken } from './verify-timestamp-token'

const data = utf8('<ds:SignatureValue>見本</ds:SignatureValue>')
const nonce = new Uint8Array([0x41, 2, 3, 4, 5, 6, 7, 8])
const imprint = { hashAlgorithm: 'sha256' as const, digest: digest('sha256', data) }
const policy = '1.2.392.100495.1.99.1'

describe.each(['rsa-2048', 'p-256'] as const)(
  'time-stamps of an authority with %s',
  { timeout: 60_000 },
  (algorithm) => {
    let pki: TestPki
    let tsa: TestIdentity
    let openssl: ReturnType<typeof createOpensslTsa>
    let expectations: TimestampExpectations

    beforeAll(async () => {
      pki = await createTestPki({ algorithm })
      tsa = await pki.issueTsa()
      openssl = createOpensslTsa(tsa, [pki.issuingCa.certificate], pki.root.certificate)
      expectations = {
        stamped: { data },
        existsAt: pki.at,
        path: {
          anchors: [{ certificate: parseCertificate(pki.root.certificate) }],
          intermediates: [parseCertificate(pki.issuingCa.certificate)],
          crls: [parseCrl(await pki.crl()), parseCrl(await pki.crl({ issuer: pki.root }))],
          revocation: 'required',
        },
      }
    }, 60_000)
    afterAll(() => openssl.dispose())

    async function stamp(
      identity: TestIdentity = tsa,
      {
        request = encodeTimestampRequest({ imprint, nonce }),
        ...changes
      }: Partial<TimestampAuthority> & { request?: Uint8Array } = {},
    ) {
      const authority: TimestampAuthority = {
        certificate: parseCertificate(identity.certificate),
        chain: [pki.issuingCa.certificate],
        policy,
        serialNumber: '8f01',
        genTime: new Date(pki.at.getTime() - 60_500),
        accuracySeconds: 1,
        ...changes,
      }
      const answer = await issueTimestamp(parseTimestampRequest(request), authority, identity.key.sign)
      if (!answer.isGranted) throw new Error(answer.failure)
      return answer
    }

    test.each([
      ['keyCompromise', 'INVALID'],
      [undefined, 'INVALID'],
      ['privilegeWithdrawn', 'INVALID'],
      ['affiliationChanged', 'VALID'],
      ['superseded', 'VALID'],
      ['cessationOfOperation', 'VALID'],
    ] as const)(
      'a token from before the revocation of its authority for %s is %s (RFC 3161 §4)',
      async (reason, expected) => {
        const { token } = await stamp(tsa, { genTime: new Date(pki.at.getTime() - 3_600_000) })
        const entry = { serialNumber: tsa.serialNumber, revocationDate: new Date(pki.at.getTime() - 60_000) }
        const entries = [reason === undefined ? entry : { ...entry, reason }]
        const crl = await pki.crl({ crlNumber: 2, thisUpdate: new Date(pki.at.getTime() - 30_000), entries })
        const { path } = expectations
        const crls = [...path.crls, parseCrl(crl)]
        const { result } = verifyTimestampToken(token, {
          ...expectations,
          path: { ...path, crls, validationTime: pki.at },
        })
        expect(result).toBe(expected)
      },
    )

    test('a token of ours is valid for us and for openssl', async () => {
      const { token, response } = await stamp()
      const verdict = verifyTimestampToken(token, { ...expectations, nonce, policies: [policy] })
      expect(verdict).toMatchObject({ result: 'VALID', findings: [] })
      expect(verdict.token).toEqual({
        genTime: new Date(pki.at.getTime() - 60_500),
        serialNumber: '8f01',
        policy,
        accuracyMicros: 1_000_000,
      })
      expect(verdict.path.map(({ serialNumber }) => serialNumber)).toHaveLength(3)
      expect(await openssl.accepts({ token, data })).toBe(true)
      const query = encodeTimestampRequest({ imprint, nonce })
      expect(await openssl.accepts({ response, query })).toBe(true)
    })

    test.each([['-sha256'], ['-sha384'], ['-sha512']])('openssl’s request with %s is stamped', async (hash) => {
      const query = await openssl.query(data, [hash, '-cert'])
      const { response } = await stamp(tsa, { request: query })
      expect(await openssl.accepts({ response, query })).toBe(true)
      const asked = parseTimestampRequest(query).nonce ?? new Uint8Array(0)
      expect(verifyTimestampResponse(response, { ...expectations, nonce: asked })).toMatchObject({ result: 'VALID' })
    })

    test.each(['sha1', 'sha256'] as const)('a token of openssl, bound by %s, is valid', async (ess) => {
      const request = encodeTimestampRequest({ imprint, nonce, policy: opensslTsaPolicy })
      const response = await openssl.reply(request, ess)
      const verdict = verifyTimestampResponse(response, { ...expectations, nonce, policies: [opensslTsaPolicy] })
      expect(verdict).toMatchObject({ result: 'VALID', token: { accuracyMicros: 1_500_000 } })
      expect(verdict.token?.genTime.getTime()).toBeGreaterThan(pki.at.getTime() - 5_000)
    })

    test('without the certificate inside, a given one is used; without any it is undecided', async () => {
      const query = await openssl.query(data, ['-sha256'])
      const { token } = await stamp(tsa, { request: query })
      const intermediates = [...expectations.path.intermediates, parseCertificate(tsa.certificate)]
      const known = { ...expectations, path: { ...expectations.path, intermediates } }
      expect(verifyTimestampToken(token, known)).toMatchObject({ result: 'VALID' })
      const verdict = verifyTimestampToken(token, expectations)
      expect(verdict).toMatchObject({ result: 'INDETERMINATE', certificate: null })
      expect(verdict.findings.map(({ code }) => code)).toEqual(['signer_certificate_missing'])
    })

    test.each<[string, string, Partial<TimestampExpectations>]>([
      ['other octets', 'imprint_mismatch', { stamped: { data: utf8('other') } }],
      ['another digest', 'imprint_mismatch', { stamped: { ...imprint, digest: new Uint8Array(32) } }],
      ['another hash', 'imprint_mismatch', { stamped: { hashAlgorithm: 'sha512', digest: digest('sha512', data) } }],
      ['another nonce', 'nonce_mismatch', { nonce: new Uint8Array([0x41, 2, 3]) }],
      ['another policy', 'policy_not_accepted', { policies: ['1.2.3.4.5'] }],
      ['too early', 'gen_time_too_early', { genTime: { notBefore: new Date(Date.now() + 864e5) } }],
      ['too late', 'gen_time_too_late', { genTime: { notAfter: new Date(Date.now() - 864e5) } }],
      ['too inexact', 'accuracy_too_low', { maxAccuracySeconds: 0.5 }],
    ])('a token for %s is refused: %s', async (_, code, change) => {
      const { token } = await stamp()
      const verdict = verifyTimestampToken(token, { ...expectations, ...change })
      expect(verdict.result).not.toBe('VALID')
      expect(verdict.findings.map((finding) => finding.code)).toEqual([code])
    })

    const withUsage = (...extensions: CertificateTemplate['extensions']) => ({
      change: (template: CertificateTemplate) => ({
        ...template,
        extensions: [
          ...template.extensions.filter(({ type }) => !['2.5.29.37', '2.5.29.15'].includes(type)),
          ...extensions,
        ],
      }),
    })
    const timeStamping = '1.3.6.1.5.5.7.3.8'
    test.each([
      ['a purpose that is not critical', withUsage(keyUsage('nonRepudiation'), extendedKeyUsage(timeStamping, false))],
      ['no purpose', withUsage(keyUsage('nonRepudiation'))],
      ['another purpose', withUsage(keyUsage('nonRepudiation'), extendedKeyUsage('1.3.6.1.5.5.7.3.9', true))],
      ['a key that may sign CRLs', withUsage(keyUsage('cRLSign'), extendedKeyUsage(timeStamping, true))],
    ])('a token of a certificate with %s is refused by us and by openssl', async (_, variant) => {
      const { token } = await stamp(await pki.issueTsa(variant))
      const verdict = verifyTimestampToken(token, expectations)
      expect(verdict.result).toBe('INVALID')
      expect(verdict.findings.map(({ code }) => code)).toContain('tsa_usage_wrong')
      expect(await openssl.accepts({ token, data })).toBe(false)
    })

    test('a certificate that was not valid at genTime, or revoked or invalid before it, stamps nothing', async () => {
      const late = await stamp(await pki.issueTsa({ notBefore: pki.at }))
      expect(verifyTimestampToken(late.token, expectations)).toMatchObject({ result: 'INVALID' })
      const revoked = await pki.issueTsa()
      const inMs = (offsetMs: number) => new Date(pki.at.getTime() + offsetMs)
      const revokedAt = (offsetMs: number, invalidMs?: number) => ({
        entries: [
          {
            serialNumber: revoked.serialNumber,
            revocationDate: inMs(offsetMs),
            reason: 'superseded' as const,
            ...(invalidMs === undefined ? {} : { invalidityDate: inMs(invalidMs) }),
          },
        ],
      })
      const { token } = await stamp(revoked)
      const rootCrl = parseCrl(await pki.crl({ issuer: pki.root }))
      const judge = async (offsetMs: number, invalidMs?: number) => {
        const crl = parseCrl(await pki.crl({ ...revokedAt(offsetMs, invalidMs), thisUpdate: inMs(-1_000) }))
        const path = { ...expectations.path, crls: [crl, rootCrl], validationTime: pki.at }
        return verifyTimestampToken(token, { ...expectations, path }).findings.map(({ code }) => code)
      }
      expect(await judge(-3_600_000)).toEqual(['certificate_revoked'])
      expect(await judge(-10_000)).toEqual([])
      expect(await judge(-10_000, -3_600_000)).toEqual(['certificate_revoked'])
      expect(await judge(-10_000, -20_000)).toEqual([])
      expect(await judge(-3_600_000, -10_000)).toEqual(['certificate_revoked'])
    })

    test('missing revocation data leave it undecided, and another root refuses it', async () => {
      const { token } = await stamp()
      const without = { ...expectations, path: { ...expectations.path, crls: [] } }
      expect(verifyTimestampToken(token, without)).toMatchObject({ result: 'INDETERMINATE' })
      const other = await createTestPki({ algorithm, name: 'b' })
      const anchors = [{ certificate: parseCertificate(other.root.certificate) }]
      expect(verifyTimestampToken(token, { ...expectations, path: { ...expectations.path, anchors } }).result).not.toBe(
        'VALID',
      )
      const foreign = createOpensslTsa(await other.issueTsa(), [other.issuingCa.certificate], other.root.certificate)
      expect(await foreign.accepts({ token, data })).toBe(false)
      foreign.dispose()
    })

    test('a signature by another key than the certificate’s is refused by us and by openssl', async () => {
      const other = await pki.issueTsa({ keyName: 'other-tsa' })
      const { token } = await stamp({ ...tsa, key: other.key })
      expect(verifyTimestampToken(token, expectations).findings.map(({ code }) => code)).toEqual([
        'token_signature_invalid',
      ])
      expect(await openssl.accepts({ token, data })).toBe(false)
    })

    test('RFC 5816: another certificate of the same key and name does not stand in', async () => {
      const twin = await pki.issueTsa({
        change: (template) => ({ ...template, serialNumber: tsa.serialNumber }),
        notAfter: new Date(pki.at.getTime() + 9e9),
      })
      const { token } = await stamp(tsa, { chain: [twin.certificate, pki.issuingCa.certificate] })
      expect(verifyTimestampToken(token, expectations)).toMatchObject({ result: 'VALID' })
      const query = await openssl.query(data, ['-sha256'])
      const bare = await stamp(tsa, { request: query })
      const intermediates = [...expectations.path.intermediates, parseCertificate(twin.certificate)]
      const verdict = verifyTimestampToken(bare.token, {
        ...expectations,
        path: { ...expectations.path, intermediates },
      })
      expect(verdict.findings.map(({ code }) => code)).toEqual(['ess_cert_id_mismatch'])
    })
  },
)
