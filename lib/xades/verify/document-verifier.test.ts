import { beforeAll, describe, expect, test } from 'vitest'
import { buildDispensingDocument } from '@/lib/eprescription/document/build-dispensing-document'
import { buildPrescriptionDocument } from '@/lib/eprescription/document/build-prescription-document'
import { sampleDispensingCsv } from '@/lib/eprescription/testing/sample-dispensing'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { parseCertificate } from '@/lib/pki/certificate'
import { type Crl, parseCrl } from '@/lib/pki/crl'
import { createTestPki, type TestIdentity } from '@/lib/pki/testing/test-pki'
import { withValidationData } from '../testing/other-makers'
import { rewrite } from '../testing/sign-again'
import { createScene, type Scene, signDocument, testTime } from '../testing/signed-documents'
import { stamp } from '../testing/stamp'
import { verificationOf } from '../testing/verification-of'
import type { Verification } from './verification'
import { createDocumentVerifier, verifySignedDocument } from './verify-signed-document'

let scene: Scene
let verification: Verification

beforeAll(async () => {
  scene = await createScene('p-256')
  verification = await verificationOf(scene)
})

const later = (seconds: number) => new Date(testTime.getTime() + seconds * 1000)
const prescribe = (identity: TestIdentity) =>
  signDocument('prescription', buildPrescriptionDocument(samplePrescriptionCsv()), identity)
const withCrls = (crls: readonly Crl[]) => ({ ...verification, signer: { ...verification.signer, crls } })

async function crlsThatRevoke({ serialNumber }: TestIdentity, revocationDate = later(-3600)): Promise<Crl[]> {
  const entries = [{ serialNumber, revocationDate, reason: 'keyCompromise' as const }]
  const changes = revocationDate > testTime ? { entries, thisUpdate: later(60) } : { entries }
  return [await scene.pki.crl(changes), await scene.pki.crl({ issuer: scene.pki.root })].map(parseCrl)
}

/** Judges them in order with one verifier, twice over, so that every verdict could be answered from a kept one. */
function expectAsAlone(documents: readonly Uint8Array[], facts: Verification): void {
  const verify = createDocumentVerifier(facts)
  const alone = documents.map((document) => verifySignedDocument(document, facts))
  for (let turn = 0; turn < 2; turn += 1) expect(documents.map((document) => verify(document))).toEqual(alone)
}

describe('a verifier of many documents says of each what a verification of its own says', () => {
  test('sound documents of both kinds, in any order', async () => {
    const stamped = await stamp(scene, scene.prescription, 'prescription')
    expectAsAlone([scene.prescription, scene.dispensing, stamped, scene.prescription], verification)
    expectAsAlone([stamped, scene.dispensing, scene.prescription], verification)
    expect(createDocumentVerifier(verification)(scene.dispensing).result).toBe('VALID')
  })

  test('a receiver that alters what a verdict says of the roles alters no other verdict', () => {
    const { signatures } = verifySignedDocument(scene.prescription, verification)
    const roles = signatures[0]?.signer?.roles as string[]
    expect(roles).toEqual(['Medical Doctor'])
    expect(() => roles.push('Pharmacist')).toThrow(TypeError)
    expect(verifySignedDocument(scene.prescription, verification).result).toBe('VALID')
  })

  test('documents that were changed, after the sound one of the same signer', () => {
    const changes = [
      (xml: string) => xml.replace(/(<PrescriptionDocument [^>]*>)U0/, '$1U1'),
      (xml: string) => xml.replace(/(<xs:SignatureValue [^>]*>)./, '$1A'),
      (xml: string) => xml.replace('<xs:KeyInfo ', '<!-- x --><xs:KeyInfo '),
    ].map((change) => rewrite(scene.prescription, change))
    expectAsAlone([scene.prescription, ...changes, new Uint8Array()], verification)
    const verify = createDocumentVerifier(verification)
    expect(verify(scene.prescription).result).toBe('VALID')
    for (const changed of changes) expect(verify(changed).result).toBe('INVALID')
  })

  test('the place of a finding is that of the document it is said of', async () => {
    const facts = withCrls(await crlsThatRevoke(scene.doctor))
    const verify = createDocumentVerifier(facts)
    const placesOf = (document: Uint8Array) =>
      verify(document).findings.map(({ signature, place }) => [signature, place])
    expect(placesOf(scene.prescription)).toEqual([
      ['prescription', '/Document/Prescription/PrescriptionSign/ds:Signature/ds:KeyInfo'],
    ])
    expect(placesOf(scene.dispensing)).toEqual([
      ['prescription', '/Document/Dispensing/ReferencePrescription/PrescriptionSign/ds:Signature/ds:KeyInfo'],
    ])
  })
})

describe('a kept verdict on a signer answers no other question (V13)', () => {
  const forgeries: [string, (doctor: ReturnType<typeof parseCertificate>) => Promise<TestIdentity>][] = [
    [
      'same issuer and serial number, another role',
      ({ serialNumber }) =>
        scene.pki.issueHolder({ role: 'Pharmacist', change: (template) => ({ ...template, serialNumber }) }),
    ],
    [
      'same issuer, serial number, subject and key, expired',
      ({ serialNumber }) =>
        scene.pki.issueHolder({ notAfter: later(-60), change: (template) => ({ ...template, serialNumber }) }),
    ],
    [
      'same issuer name, serial number and subject, signed by somebody else',
      async ({ serialNumber }) => {
        const { issuingCa } = await createTestPki({ algorithm: 'p-256', name: 'foreign', at: testTime })
        const impostor = { ...scene.pki.issuingCa, key: issuingCa.key }
        return scene.pki.issueHolder({ issuer: impostor, change: (template) => ({ ...template, serialNumber }) })
      },
    ],
    ['same subject and key, another policy', () => scene.pki.issueHolder({ policy: '1.2.3.4' })],
  ]
  test.each(forgeries)('another certificate: %s', async (_, forge) => {
    const forged = prescribe(await forge(parseCertificate(scene.doctor.certificate)))
    expectAsAlone([scene.prescription, forged, scene.prescription], verification)
    expectAsAlone([forged, scene.prescription, forged], verification)
    const verify = createDocumentVerifier(verification)
    expect(verify(scene.prescription).result).toBe('VALID')
    expect(verify(forged).result).not.toBe('VALID')
    expect(verify(scene.prescription).result).toBe('VALID')
  })

  test('another certificate: the same subject and key, revoked', async () => {
    const second = await scene.pki.issueHolder()
    const facts = withCrls(await crlsThatRevoke(second))
    const verify = createDocumentVerifier(facts)
    expect(verify(scene.prescription).result).toBe('VALID')
    expect(verify(prescribe(second)).reason?.code).toBe('signer_certificate_revoked')
    expect(verify(scene.prescription).result).toBe('VALID')
  })

  test('another kind of signature: the same doctor may prescribe and not dispense', () => {
    const dispensing = buildDispensingDocument(scene.prescription, sampleDispensingCsv())
    const byDoctor = signDocument('dispensing', dispensing, scene.doctor)
    expectAsAlone([scene.prescription, byDoctor, scene.prescription], verification)
    const verify = createDocumentVerifier(verification)
    expect([scene.prescription, byDoctor, scene.prescription].map((document) => verify(document).result)).toEqual([
      'VALID',
      'INVALID',
      'VALID',
    ])
  })

  test('another base time: good at the time-stamp, revoked at the asked time', async () => {
    const facts = { ...withCrls(await crlsThatRevoke(scene.doctor, later(30))), at: later(3600) }
    const stamped = await stamp(scene, scene.prescription, 'prescription')
    for (const documents of [
      [stamped, scene.prescription],
      [scene.prescription, stamped],
    ]) {
      const verify = createDocumentVerifier(facts)
      const results = documents.map((document) => [document === stamped, verify(document).result])
      expect(new Map(results.map(([isStamped, result]) => [isStamped, result]))).toEqual(
        new Map([
          [true, 'VALID'],
          [false, 'INVALID'],
        ]),
      )
    }
  })

  test('other revocation data: what one document brings along does not speak for the next', async () => {
    const facts = withCrls([])
    const stamped = await stamp(scene, scene.prescription, 'prescription')
    const crls = [await scene.pki.crl(), await scene.pki.crl({ issuer: scene.pki.root })]
    const helped = withValidationData(stamped, { certificates: [], crls, tsa: [], tsaCrls: [] })
    for (const documents of [
      [stamped, helped, stamped],
      [helped, stamped, helped],
    ]) {
      expectAsAlone(documents, facts)
      const verify = createDocumentVerifier(facts)
      for (const document of documents) {
        expect(verify(document).result).toBe(document === helped ? 'VALID' : 'INDETERMINATE')
      }
    }
  })
})

describe('a verifier keeps to its own trust, time and profile', () => {
  test('revoked in the meantime: the next verifier and the next verification know', async () => {
    const before = createDocumentVerifier(verification)
    expect(before(scene.prescription).result).toBe('VALID')
    const now = withCrls(await crlsThatRevoke(scene.doctor))
    expect(createDocumentVerifier(now)(scene.prescription).reason?.code).toBe('signer_certificate_revoked')
    expect(verifySignedDocument(scene.prescription, now).reason?.code).toBe('signer_certificate_revoked')
  })

  test('a single verification keeps nothing: a CRL put into the very list it was given counts at once', async () => {
    const crls = [...verification.signer.crls]
    const facts = withCrls(crls)
    expect(verifySignedDocument(scene.prescription, facts).result).toBe('VALID')
    crls.push(...(await crlsThatRevoke(scene.doctor)))
    expect(verifySignedDocument(scene.prescription, facts).reason?.code).toBe('signer_certificate_revoked')
  })

  test.each<[string, () => Promise<Partial<Verification>> | Partial<Verification>, string]>([
    ['another time', () => ({ at: later(400 * 86_400) }), 'signer_certificate_expired_no_poe'],
    ['no anchor', () => ({ signer: { ...verification.signer, anchors: [] } }), 'signer_path_not_found'],
    ['no CRL', () => ({ signer: { ...verification.signer, crls: [] } }), 'signer_revocation_unknown'],
    [
      'another anchor',
      async () => {
        const { root } = await createTestPki({ algorithm: 'p-256', name: 'foreign', at: testTime })
        return { signer: { ...verification.signer, anchors: [{ certificate: parseCertificate(root.certificate) }] } }
      },
      'signer_path_not_found',
    ],
    [
      'another profile',
      () => ({ profiles: { ...verification.profiles, prescription: { policies: ['1.2.3.4'], roles: [] } } }),
      'signer_certificate_invalid',
    ],
    [
      'another policy',
      () => ({ signer: { ...verification.signer, initialPolicies: ['1.2.3.4'] } }),
      'signer_certificate_invalid',
    ],
  ])('%s: another verdict on the same document', async (_, change, code) => {
    const verify = createDocumentVerifier(verification)
    const other = createDocumentVerifier({ ...verification, ...(await change()) })
    for (let turn = 0; turn < 2; turn += 1) {
      expect(verify(scene.prescription).result).toBe('VALID')
      expect(other(scene.prescription).findings.map((finding) => finding.code)).toContain(code)
    }
  })

  test('changes of what it was made with come too late: no verdict mixes two trusts', async () => {
    const at = new Date(verification.at)
    const crls = [...verification.signer.crls]
    const roles = [...verification.profiles.prescription.roles]
    const policies = [...(verification.signer.initialPolicies ?? [])]
    expect(policies).not.toEqual([])
    const { profiles } = verification
    const prescription = { ...profiles.prescription, roles }
    const signer = { ...verification.signer, crls, initialPolicies: policies }
    const verify = createDocumentVerifier({ ...verification, signer, at, profiles: { ...profiles, prescription } })
    at.setTime(later(400 * 86_400).getTime())
    crls.length = 0
    roles.length = 0
    policies.splice(0, policies.length, '1.2.3.4')
    expect(verify(scene.prescription).result).toBe('VALID')
    const second = prescribe(await scene.pki.issueHolder())
    expect(verify(second).result).toBe('VALID')
  })

  test('a time that is none is never VALID', () => {
    const verify = createDocumentVerifier({ ...verification, at: new Date(Number.NaN) })
    for (let turn = 0; turn < 2; turn += 1) expect(verify(scene.prescription).result).not.toBe('VALID')
  })
})
