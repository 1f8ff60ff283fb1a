import { beforeAll, describe, expect, test } from 'vitest'
import { buildDispensingDocument } from '@/lib/eprescription/document/build-dispensing-document'
import { buildPrescriptionDocument } from '@/lib/eprescription/document/build-prescription-document'
import { sampleDispensingCsv } from '@/lib/eprescription/testing/sample-dispensing'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { utf8 } from '@/lib/kernel/bytes'
import { parseCertificate } from '@/lib/pki/certificate'
import { parseCrl } from '@/lib/pki/crl'
import { encodeContext, encodeInteger, encodeSequence } from '@/lib/pki/der/write-der'
import { keyUsage } from '@/lib/pki/issuing/extensions'
import { createTestPki, type TestIdentity } from '@/lib/pki/testing/test-pki'
import { withValidationData } from '../testing/other-makers'
import { rewrite, signAgain } from '../testing/sign-again'
import { createScene, type Scene, signDocument, testTime } from '../testing/signed-documents'
import { stamp } from '../testing/stamp'
import { verificationOf } from '../testing/verification-of'
import { toBase64 } from '../xml/base64'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

let scene: Scene
let verification: Verification

beforeAll(async () => {
  scene = await createScene('p-256')
  verification = await verificationOf(scene)
})

const later = (seconds: number) => new Date(testTime.getTime() + seconds * 1000)
const unsigned = () => buildPrescriptionDocument(samplePrescriptionCsv())

function judge(document: Uint8Array, changes: Partial<Verification> = {}) {
  const verdict = verifySignedDocument(document, { ...verification, ...changes })
  const facts = verdict.findings.map(({ code, rule, cause }) => [rule, code, ...(cause ? [cause] : [])].join(' '))
  return { ...verdict, facts, level: verdict.signatures[0]?.level }
}

const withSigner = (changes: Partial<Verification['signer']>) => ({ signer: { ...verification.signer, ...changes } })
const prescribe = (identity: TestIdentity, time = testTime) => signDocument('prescription', unsigned(), identity, time)

/** SigningCertificateV2 with an IssuerSerialV2 over these bytes, signed again. */
function withIssuerSerial(octets: Uint8Array) {
  const element = `<xa:IssuerSerialV2>${toBase64(octets)}</xa:IssuerSerialV2>`
  return signAgain(
    rewrite(scene.prescription, (xml) => xml.replace('</xa:Cert>', `${element}$&`)),
    scene.doctor.key,
  )
}

describe('V9: the certificate is bound by SigningCertificateV2', () => {
  test('IssuerSerialV2, when there, names issuer and serial', () => {
    const { issuer, serialNumber } = parseCertificate(scene.doctor.certificate)
    const names = encodeSequence(encodeContext(4, issuer.der))
    const serial = Number.parseInt(serialNumber, 16)
    expect(judge(withIssuerSerial(encodeSequence(names, encodeInteger(serial)))).result).toBe('VALID')
    const other = encodeSequence(encodeContext(4, parseCertificate(scene.pki.root.certificate).subject.der))
    for (const wrong of [
      encodeSequence(names, encodeInteger(serial + 1)),
      encodeSequence(other, encodeInteger(serial)),
      utf8('x'),
    ]) {
      expect(judge(withIssuerSerial(wrong)).facts).toEqual(['V9 issuer_serial_mismatch'])
    }
  })

  test('another certificate of the same key in KeyInfo is refused', async () => {
    const twin = await scene.pki.issueHolder({ role: 'Medical Doctor', commonName: 'Other Mihon' })
    const certificate = toBase64(twin.certificate)
    const document = rewrite(scene.prescription, (xml) =>
      xml.replace(/(<xs:X509Certificate>)[^<]*/, `$1${certificate}`),
    )
    expect(judge(signAgain(document, twin.key)).facts).toEqual(['V9 signing_certificate_mismatch'])
  })

  test.each([
    [
      'missing',
      (xml: string) => xml.replace(/<xa:SigningCertificateV2>.*<\/xa:SigningCertificateV2>/, ''),
      'V9 signing_certificate_missing',
    ],
    [
      'SHA-1',
      (xml: string) =>
        xml.replace(
          /(<xa:CertDigest><xs:DigestMethod Algorithm=)"[^"]*"/,
          '$1"http://www.w3.org/2000/09/xmldsig#sha1"',
        ),
      'V8 digest_method_not_allowed',
    ],
  ])('%s: refused', (_, change, fact) => {
    expect(judge(signAgain(rewrite(scene.prescription, change), scene.doctor.key)).facts).toContain(fact)
  })
})

describe('V13, V20: path, policies, usage, validity, revocation and role', () => {
  test('a foreign hierarchy, its key in KeyInfo: never VALID, whoever embeds the root (V18)', async () => {
    const foreign = await createTestPki({ algorithm: 'p-256', name: 'foreign', at: testTime })
    const forged = prescribe(await foreign.issueHolder())
    expect(judge(forged)).toMatchObject({
      result: 'INDETERMINATE',
      facts: ['V13 signer_path_not_found path_not_found'],
    })
    const stamped = await stamp(scene, forged, 'prescription')
    const crls = [await foreign.crl(), await foreign.crl({ issuer: foreign.root })]
    const values = {
      certificates: [foreign.root.certificate, foreign.issuingCa.certificate],
      crls,
      tsa: [],
      tsaCrls: [],
    }
    const embedded = judge(withValidationData(stamped, values))
    expect(embedded).toMatchObject({ result: 'INDETERMINATE', facts: ['V13 signer_path_not_found path_not_found'] })
  })

  test.each([
    ['no CRL at all', [], 'INDETERMINATE', 'signer_revocation_unknown'],
    ['a stale CRL', { nextUpdate: later(-60) }, 'INDETERMINATE', 'signer_revocation_unknown'],
  ] as const)('%s: %s', async (_, crl, result, code) => {
    const own = 'nextUpdate' in crl ? [parseCrl(await scene.pki.crl(crl))] : []
    const crls = [...own, parseCrl(await scene.pki.crl({ issuer: scene.pki.root }))]
    const verdict = judge(scene.prescription, withSigner({ crls }))
    expect(verdict.result).toBe(result)
    expect(verdict.findings.map((finding) => finding.code)).toContain(code)
    expect(judge(scene.prescription, withSigner({ crls, revocation: 'none' })).result).toBe('VALID')
  })

  test.each([
    ['revoked before', -3600, 'keyCompromise', 'INVALID', 'signer_certificate_revoked'],
    ['suspended', -3600, 'certificateHold', 'INDETERMINATE', 'signer_certificate_suspended'],
  ] as const)('%s: %s', async (_, seconds, reason, result, code) => {
    const { serialNumber } = scene.doctor
    const entries = [{ serialNumber, revocationDate: later(seconds), reason }]
    const crls = [await scene.pki.crl({ entries }), await scene.pki.crl({ issuer: scene.pki.root })].map(parseCrl)
    const verdict = judge(scene.prescription, withSigner({ crls }))
    expect(verdict).toMatchObject({ result, reason: { code } })
    if (result === 'INVALID') expect(verdict.signedContent.prescription).toBeNull()
  })

  test('revoked after the time-stamp: VALID; without a time-stamp: INVALID', async () => {
    const entries = [
      { serialNumber: scene.doctor.serialNumber, revocationDate: later(30), reason: 'keyCompromise' as const },
    ]
    const crls = [
      await scene.pki.crl({ entries, thisUpdate: later(60) }),
      await scene.pki.crl({ issuer: scene.pki.root }),
    ].map(parseCrl)
    const at = later(3600)
    const stamped = await stamp(scene, scene.prescription, 'prescription')
    expect(judge(stamped, { ...withSigner({ crls }), at })).toMatchObject({ result: 'VALID', facts: [] })
    expect(judge(scene.prescription, { ...withSigner({ crls }), at })).toMatchObject({
      result: 'INVALID',
      reason: { code: 'signer_certificate_revoked' },
    })
  })

  test('expired or not yet valid at the base time', async () => {
    const old = prescribe(await scene.pki.issueHolder({ notAfter: later(-60) }))
    expect(judge(await stamp(scene, old, 'prescription'))).toMatchObject({
      result: 'INVALID',
      facts: ['V13 signer_certificate_expired certificate_expired'],
    })
    // When it was signed is not proven: it may have been before the end.
    expect(judge(old)).toMatchObject({
      result: 'INDETERMINATE',
      facts: ['V13 signer_certificate_expired_no_poe certificate_expired_no_poe'],
    })
    const early = prescribe(await scene.pki.issueHolder({ notBefore: later(3600) }))
    expect(judge(early).reason?.code).toBe('signer_certificate_not_yet_valid')
  })

  test('an authentication certificate does not sign', async () => {
    const holder = await scene.pki.issueHolder({
      change: (template) => ({
        ...template,
        extensions: template.extensions.map((one) =>
          one.type === keyUsage('nonRepudiation').type ? keyUsage('digitalSignature') : one,
        ),
      }),
    })
    const verdict = judge(prescribe(holder))
    expect(verdict.result).toBe('INVALID')
    expect(verdict.facts).toContain('V13 signer_key_usage key_usage_not_signing')
  })

  test('policies: another one is refused', async () => {
    const verdict = judge(prescribe(await scene.pki.issueHolder({ policy: '1.2.3.4' })))
    expect(verdict.result).toBe('INVALID')
    expect(verdict.facts).toContain('V13 signer_certificate_invalid policy_not_accepted')
  })

  test('a dentist prescribes, a pharmacist does not; a doctor does not dispense', async () => {
    expect(judge(prescribe(await scene.pki.issueHolder({ role: 'Dentist' }))).result).toBe('VALID')
    expect(judge(prescribe(scene.pharmacist)).facts).toEqual(['V13 signer_role_mismatch hc_role_not_allowed'])
    const dispensing = buildDispensingDocument(scene.prescription, sampleDispensingCsv())
    const byDoctor = signDocument('dispensing', dispensing, scene.doctor)
    expect(judge(byDoctor).facts).toEqual(['V13 signer_role_mismatch hc_role_not_allowed'])
  })
})

describe('V14: SigningTime is a claim', () => {
  const withTime = (text: string) =>
    signAgain(
      rewrite(scene.prescription, (xml) => xml.replace(/<xa:SigningTime>[^<]*/, `<xa:SigningTime>${text}`)),
      scene.doctor.key,
    )
  test.each([
    '2026-11-22T12:00:00+09:00',
    '2026-11-22T03:00:00.123Z',
    '\n2026-11-21T23:00:00-04:00 ',
    '2026-11-22T03:05:59Z',
    '\t2026-11-22T03:00:00.12345678901234567890Z',
    '2026-11-21T24:00:00Z',
  ])('accepted: %j', (text) => {
    expect(judge(withTime(text)).result).toBe('VALID')
  })
  test.each([
    '2026-11-22',
    '\u00a02026-11-22T03:00:00Z',
    '\ufeff2026-11-22T03:00:00Z',
    '2026-11-22T24:00:01Z',
    '2026-11-22T24:00:00.1Z',
    '2026-11-22T03:00:60Z',
    '2026-02-30T00:00:00Z',
    '2026-11-22T03:00:00+15:00',
    'yesterday',
    '',
    '+002026-11-22T03:00:00Z',
  ])('refused: %j', (text) => {
    expect(judge(withTime(text)).facts).toEqual(['V14 signing_time_malformed'])
  })
  test('legal without a time zone, but it names no moment: undecided', () => {
    expect(judge(withTime('2026-11-22T03:00:00'))).toMatchObject({
      result: 'INDETERMINATE',
      facts: ['V14 signing_time_without_zone'],
    })
  })
  test('missing: refused, and not called malformed', () => {
    const without = rewrite(scene.prescription, (xml) => xml.replace(/<xa:SigningTime>.*<\/xa:SigningTime>/, ''))
    expect(judge(signAgain(without, scene.doctor.key)).facts).toEqual(['V14 signing_time_missing'])
  })
  test('after the base time plus the skew: refused', () => {
    expect(judge(withTime('2026-11-22T03:06:01Z')).facts).toEqual(['V14 signing_time_after_base_time'])
    expect(judge(withTime('2026-11-22T12:06:01+09:00')).facts).toEqual(['V14 signing_time_after_base_time'])
    expect(judge(scene.prescription, { skewSeconds: Number.NaN }).facts).toEqual(['V14 signing_time_after_base_time'])
  })
})
