import { beforeAll, describe, expect, test } from 'vitest'
import { buildDispensingDocument } from '@/lib/eprescription/document/build-dispensing-document'
import { sampleDispensingCsv } from '@/lib/eprescription/testing/sample-dispensing'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { parseCrl } from '@/lib/pki/crl'
import type { TestIdentity } from '@/lib/pki/testing/test-pki'
import { namespaces } from '../algorithms'
import { signatureTimestampImprint } from '../create/signature-timestamp'
import { archiveDigest, withArchiveTimestamp } from '../testing/archive-timestamp'
import { withValidationData } from '../testing/other-makers'
import { rewrite } from '../testing/sign-again'
import { createScene, type Scene, signDocument, testTime } from '../testing/signed-documents'
import { issueToken, stamp } from '../testing/stamp'
import { verificationOf } from '../testing/verification-of'
import { toBase64 } from '../xml/base64'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

const dayMs = 86_400_000
const inDays = (days: number) => new Date(testTime.getTime() + days * dayMs)
const later = (seconds: number) => new Date(testTime.getTime() + seconds * 1000)

let scene: Scene
/** Their certificates end after one year, after four, and after one with another key. */
let short: TestIdentity
let long: TestIdentity
let other: TestIdentity

beforeAll(async () => {
  scene = await createScene('p-256')
  short = await scene.pki.issueTsa({ notAfter: inDays(365) })
  long = await scene.pki.issueTsa({ keyName: 'long-tsa', notAfter: inDays(4 * 365) })
  other = await scene.pki.issueTsa({ keyName: 'other-tsa', notAfter: inDays(365) })
})

type Entries = NonNullable<Parameters<Scene['pki']['crl']>[0]>['entries']

/** CRLs of both authorities from the day before. */
async function crlsAt(time: Date, entries: Entries = []) {
  const times = { thisUpdate: new Date(time.getTime() - dayMs), nextUpdate: new Date(time.getTime() + 3 * dayMs) }
  const { crl, root } = scene.pki
  return [await crl({ ...times, crlNumber: 7, entries }), await crl({ ...times, crlNumber: 7, issuer: root })]
}

/** Judges as a relying party at that time, with CRLs of then and of the day of the signature. */
async function judgeAt(document: Uint8Array, at: Date, entries: Entries = [], changes: Partial<Verification> = {}) {
  const first = (await crlsAt(testTime)).map(parseCrl)
  const verification = await verificationOf(scene)
  const crls = [...first, ...(await crlsAt(at, entries)).map(parseCrl)]
  const trust = { ...verification.signer, initialPolicies: [], explicitPolicy: false, crls }
  const verdict = verifySignedDocument(document, {
    ...verification,
    at,
    signer: { ...verification.signer, crls },
    timestamps: trust,
    ...changes,
  })
  const facts = verdict.findings.map(({ signature, code, cause }) => [signature, code, cause].join(' '))
  return { ...verdict, facts, baseTimes: verdict.signatures.map(({ baseTime }) => baseTime) }
}

async function archive(document: Uint8Array, tsa: TestIdentity, genTime: Date, id = 'ats') {
  const kind = new TextDecoder().decode(document).includes('<DispensingSign>') ? 'dispensing' : 'prescription'
  return withArchiveTimestamp(
    document,
    await issueToken(scene, archiveDigest(document, { kind }), { tsa, genTime }),
    id,
  )
}

/** With validation data of the day of the signature inside. */
async function toXl(document: Uint8Array) {
  const crls = await crlsAt(testTime)
  const certificates = [scene.pki.issuingCa.certificate, scene.pki.root.certificate]
  return withValidationData(document, { certificates, crls, tsa: certificates, tsaCrls: crls })
}

const stampedBy = (tsa: TestIdentity, genTime = later(10)) =>
  stamp(scene, scene.prescription, 'prescription', { tsa, genTime })

describe('AT-40: a time-stamp holds no longer than its authority’s certificate (V21)', () => {
  test.each([
    ['a day before its end', 364, 'VALID', []],
    [
      'two years after it',
      3 * 365,
      'INDETERMINATE',
      [
        'prescription timestamp_expired_no_poe certificate_expired_no_poe',
        'prescription signer_certificate_expired_no_poe certificate_expired_no_poe',
      ],
    ],
  ])('asked %s', async (_, days, result, facts) => {
    expect(await judgeAt(await stampedBy(short), inDays(days))).toMatchObject({ result, facts })
  })

  test('asked when every certificate has ended, in 2060', async () => {
    const { result, baseTimes } = await judgeAt(await stampedBy(short), inDays(34 * 365))
    expect({ result, baseTimes }).toEqual({ result: 'INDETERMINATE', baseTimes: [inDays(34 * 365)] })
  })

  test('who gets the ended authority’s key backdates no ended signer', async () => {
    const doctor = await scene.pki.issueHolder({ notAfter: inDays(30) })
    const document = signDocument('prescription', scene.prescriptionToSign, doctor, later(0))
    const backdated = await stamp(scene, document, 'prescription', { tsa: short, genTime: later(10) })
    expect((await judgeAt(backdated, inDays(400))).result).toBe('INDETERMINATE')
    const still = await stamp(scene, document, 'prescription', { tsa: long, genTime: later(10) })
    expect((await judgeAt(still, inDays(360))).result).toBe('VALID')
  })

  test('a stamp from after the end of its certificate is wrong, not undecided', async () => {
    const ended = await scene.pki.issueTsa({ notAfter: later(5) })
    expect((await judgeAt(await stampedBy(ended), later(60))).facts).toEqual([
      'prescription timestamp_invalid certificate_expired',
    ])
  })

  test('what is revoked or on hold when asked, with the status of then', async () => {
    const document = await stampedBy(long)
    const with_ = async (reason: 'keyCompromise' | 'superseded' | 'certificateHold') =>
      (await judgeAt(document, inDays(100), [{ serialNumber: long.serialNumber, revocationDate: inDays(50), reason }]))
        .facts
    expect(await with_('keyCompromise')).toEqual(['prescription timestamp_invalid certificate_revoked'])
    expect(await with_('certificateHold')).toEqual(['prescription timestamp_indeterminate certificate_suspended'])
    expect(await with_('superseded')).toEqual([])
  })

  test('the status of its certificate has to be known for the time asked, not for genTime alone', async () => {
    const crls = (await crlsAt(testTime)).map(parseCrl)
    const { timestamps } = await verificationOf(scene)
    if (timestamps === undefined) throw new Error('no trust')
    const document = await stampedBy(long)
    const old = { timestamps: { ...timestamps, crls } }
    expect(await judgeAt(document, inDays(2), [], old)).toMatchObject({ result: 'VALID' })
    expect((await judgeAt(document, inDays(100), [], old)).facts).toEqual([
      'prescription timestamp_indeterminate revocation_unknown',
    ])
  })
})

describe('AT-40: an archive time-stamp carries the proof on (V21)', () => {
  test('what it covers is judged at its genTime', async () => {
    const archived = await archive(await toXl(await stampedBy(short)), long, later(900))
    const verdict = await judgeAt(archived, inDays(3 * 365))
    expect(verdict).toMatchObject({ result: 'VALID', facts: [], baseTimes: [later(10)] })
    expect(verdict.signatures[0]?.level).toBe('A')
    expect((await judgeAt(archived, inDays(4 * 365 + 1))).facts[0]).toContain('timestamp_expired_no_poe')
  })

  test('made after the end of what it covers it comes too late', async () => {
    const crls = await crlsAt(inDays(400))
    const data = { certificates: [], crls, tsa: [], tsaCrls: crls }
    const archived = await archive(withValidationData(await stampedBy(short), data), long, inDays(400))
    expect((await judgeAt(archived, inDays(500))).facts).toContain(
      'prescription timestamp_expired_no_poe certificate_expired_no_poe',
    )
  })

  test('each of a chain is judged at the time of the next', async () => {
    const first = await archive(await toXl(await stampedBy(short)), other, later(900), 'ats1')
    const crls = await crlsAt(inDays(300))
    const again = withValidationData(first, { certificates: [], crls, tsa: [], tsaCrls: crls })
    const renewed = await archive(again, long, inDays(300), 'ats2')
    expect(await judgeAt(renewed, inDays(3 * 365))).toMatchObject({ result: 'VALID', facts: [] })
    expect((await judgeAt(again, inDays(3 * 365))).facts.slice(0, 2)).toEqual([
      'prescription timestamp_expired_no_poe certificate_expired_no_poe',
      'prescription archive_timestamp_expired_no_poe certificate_expired_no_poe',
    ])
  })

  test('a key lost after the proven time leaves the token as it was; lost before it, or with no proof, it is worth nothing', async () => {
    const lostAt = (revocationDate: Date) => [
      { serialNumber: short.serialNumber, revocationDate, reason: 'keyCompromise' as const },
    ]
    const document = await toXl(await stampedBy(short))
    const archived = await archive(document, long, later(900))
    expect((await judgeAt(archived, inDays(100), lostAt(inDays(50)))).facts).toEqual([])
    expect((await judgeAt(archived, inDays(100), lostAt(later(500)))).facts).toEqual([
      'prescription timestamp_invalid certificate_revoked',
    ])
    expect((await judgeAt(document, inDays(100), lostAt(inDays(50)))).facts).toEqual([
      'prescription timestamp_invalid certificate_revoked',
    ])
  })

  test('signature time-stamps do not prove each other', async () => {
    const digest = signatureTimestampImprint(scene.prescription, 'prescription')
    const token = toBase64(await issueToken(scene, digest, { tsa: long, genTime: later(20) }))
    const second = `<xa:SignatureTimeStamp Id="second"><xa:EncapsulatedTimeStamp>${token}</xa:EncapsulatedTimeStamp></xa:SignatureTimeStamp>`
    const both = rewrite(await stampedBy(short), (xml) => xml.replace('</xa:SignatureTimeStamp>', `$&${second}`))
    const verdict = await judgeAt(both, inDays(500))
    expect(verdict.facts).toEqual(['prescription timestamp_expired_no_poe certificate_expired_no_poe'])
    expect(verdict.baseTimes).toEqual([later(20)])
    expect((await judgeAt(both, inDays(300))).result).toBe('VALID')
  })

  test('a time-stamp over references is not read: it proves nothing and spoils nothing', async () => {
    const token = toBase64(await issueToken(scene, new Uint8Array(32), { tsa: long, genTime: later(900) }))
    const added = `<xa141:SigAndRefsTimeStampV2 xmlns:xa141="${namespaces.xa141}"><xa:EncapsulatedTimeStamp>${token}</xa:EncapsulatedTimeStamp></xa141:SigAndRefsTimeStampV2>`
    const document = rewrite(await stampedBy(short), (xml) =>
      xml.replace('</xa:UnsignedSignatureProperties>', `${added}$&`),
    )
    expect((await judgeAt(document, inDays(300))).result).toBe('VALID')
    expect((await judgeAt(document, inDays(500))).result).toBe('INDETERMINATE')
  })

  test('a forged archive time-stamp carries nothing on', async () => {
    const document = await toXl(await stampedBy(short))
    const wrong = withArchiveTimestamp(
      document,
      await issueToken(scene, new Uint8Array(32), { tsa: long, genTime: later(900) }),
    )
    expect((await judgeAt(wrong, inDays(500))).facts).toEqual(
      expect.arrayContaining([
        'prescription archive_timestamp_mismatch ',
        'prescription timestamp_expired_no_poe certificate_expired_no_poe',
      ]),
    )
  })
})

describe('AT-40: revocation data prove no more than their age is proven', () => {
  /** Signed below an issuing authority that ends after 200 days. */
  async function belowEndingAuthority() {
    const issuer = await scene.pki.issueCa({
      keyName: 'ending-ca',
      commonName: 'TEST ending CA',
      notAfter: inDays(200),
    })
    const doctor = await scene.pki.issueHolder({ issuer, notAfter: inDays(200) })
    const document = signDocument('prescription', scene.prescriptionToSign, doctor, later(0))
    const stamped = await stamp(scene, document, 'prescription', { tsa: long, genTime: later(10) })
    const crls = [...(await crlsAt(testTime)), await scene.pki.crl({ issuer })]
    const certificates = [issuer.certificate, scene.pki.issuingCa.certificate]
    const xl = withValidationData(stamped, { certificates, crls, tsa: certificates, tsaCrls: crls })
    return { issuer, xl, archived: await archive(xl, long, later(900)) }
  }

  test('a CRL in the document counts while its issuer lasts, and afterwards only below an archive time-stamp', async () => {
    const { xl, archived } = await belowEndingAuthority()
    expect((await judgeAt(xl, inDays(199))).facts).toEqual([])
    const { result, facts } = await judgeAt(xl, inDays(300))
    expect({ result, facts }).toEqual({
      result: 'INDETERMINATE',
      facts: [
        'prescription signer_revocation_unknown revocation_unknown',
        'prescription signer_revocation_no_poe crl_no_poe',
      ],
    })
    expect((await judgeAt(archived, inDays(300))).facts).toEqual([])
  })

  test('nor does it count when the issuer’s key was lost before the CRL is known to have existed', async () => {
    const { issuer, xl, archived } = await belowEndingAuthority()
    const entries = [{ serialNumber: issuer.serialNumber, revocationDate: inDays(50), reason: 'cACompromise' as const }]
    const times = { thisUpdate: inDays(99), nextUpdate: inDays(103), crlNumber: 9 }
    const lost = parseCrl(await scene.pki.crl({ issuer: scene.pki.root, entries, ...times }))
    const { signer } = await verificationOf(scene)
    const known = { signer: { ...signer, crls: [...signer.crls, lost] } }
    expect((await judgeAt(xl, inDays(100), [], known)).facts).toContain(
      'prescription signer_revocation_no_poe crl_no_poe',
    )
    expect((await judgeAt(archived, inDays(100), [], known)).facts).toEqual([])
  })
})

describe('AT-40: the order and the proof across two signatures', () => {
  const dispense = (prescription: Uint8Array, signingTime = later(3600)) =>
    signDocument(
      'dispensing',
      buildDispensingDocument(prescription, sampleDispensingCsv()),
      scene.pharmacist,
      signingTime,
    )
  const stampOuter = (document: Uint8Array, genTime: Date, tsa = long) =>
    stamp(scene, document, 'dispensing', { tsa, genTime })

  test('a dispensing stamped before the prescription that it contains is timestamp_order', async () => {
    const inner = await stampedBy(long, later(7200))
    const before = await judgeAt(await stampOuter(dispense(inner), later(3700)), inDays(1))
    expect(before).toMatchObject({ result: 'INVALID', facts: ['dispensing timestamp_order '] })
    expect(before.signedContent).toEqual({ prescription: null, dispensing: null })
    const after = await judgeAt(await stampOuter(dispense(inner), later(7200)), inDays(1))
    expect(after).toMatchObject({ result: 'VALID', facts: [] })
  })

  test('an archive time-stamp inside counts in the order as well', async () => {
    const inner = await archive(await toXl(await stampedBy(long)), long, later(7200))
    const outer = (seconds: number) => stampOuter(dispense(inner), later(seconds))
    expect((await judgeAt(await outer(3700), inDays(1))).facts).toEqual(['dispensing timestamp_order '])
    expect((await judgeAt(await outer(7300), inDays(1))).facts).toEqual([])
  })

  test('the prescription inside is judged at the time that the outer time-stamp proves', async () => {
    const bes = await stampOuter(dispense(scene.prescription), later(3700))
    const verdict = await judgeAt(bes, inDays(3 * 365))
    expect(verdict).toMatchObject({ result: 'VALID', facts: [], baseTimes: [later(3700), later(3700)] })
    expect(verdict.signedContent.prescription).toEqual(samplePrescriptionCsv())
    const lapsedInside = await stampOuter(dispense(await toXl(await stampedBy(short))), later(3700))
    expect(await judgeAt(lapsedInside, inDays(3 * 365))).toMatchObject({
      result: 'VALID',
      baseTimes: [later(3700), later(10)],
    })
  })

  test('an outer time-stamp that lapsed, or an outer signature that is not VALID, proves nothing inside', async () => {
    const lapsed = await stampOuter(dispense(scene.prescription), later(3700), short)
    const at = inDays(3 * 365)
    expect(await judgeAt(lapsed, at)).toMatchObject({ result: 'INDETERMINATE', baseTimes: [at, at] })
    const entries = [
      { serialNumber: scene.pharmacist.serialNumber, revocationDate: later(60), reason: 'keyCompromise' as const },
    ]
    const revoked = await judgeAt(await stampOuter(dispense(scene.prescription), later(3700)), at, entries)
    expect(revoked.facts).toEqual([
      'dispensing signer_certificate_revoked certificate_revoked',
      'prescription signer_certificate_expired_no_poe certificate_expired_no_poe',
    ])
  })
})
