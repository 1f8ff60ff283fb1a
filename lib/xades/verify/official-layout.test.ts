import { beforeAll, describe, expect, test } from 'vitest'
import { buildDispensingDocument } from '@/lib/eprescription/document/build-dispensing-document'
import { sampleDispensingCsv } from '@/lib/eprescription/testing/sample-dispensing'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { parseCertificate } from '@/lib/pki/certificate'
import { parseCrl } from '@/lib/pki/crl'
import { OID } from '@/lib/pki/pki.oids'
import { createTestPki, type TestAuthority, type TestIdentity, type TestPki } from '@/lib/pki/testing/test-pki'
import { archiveDigest, withArchiveTimestamp } from '../testing/archive-timestamp'
import { withValidationData } from '../testing/other-makers'
import { hasXmlsec, runXmlsec } from '../testing/run-xmlsec'
import { rewrite, signAgain, wrapped } from '../testing/sign-again'
import { createScene, type Scene, signDocument, testTime } from '../testing/signed-documents'
import { issueToken, stamp } from '../testing/stamp'
import { verificationOf } from '../testing/verification-of'
import type { Verification } from './verification'
import { verifySignedDocument } from './verify-signed-document'

/*
 * Documents in the layout of the national service's samples, made here: RSA, base64 in lines of 76, XL for a prescription, A for a
 * dispensing, time-stamp authorities directly below a self-signed root without basicConstraints. The samples' own bytes are not here.
 * Not covered: tokens signed with SHA-512, the samples' own policies.
 */
const dayMs = 86_400_000
const inDays = (days: number) => new Date(testTime.getTime() + days * dayMs)
const minutes = (count: number) => new Date(testTime.getTime() + count * 60_000)

let scene: Scene
let tsaPki: TestPki
let tsaRoot: TestAuthority
let tsa: TestIdentity
let prescription: Uint8Array<ArrayBuffer>
let dispensing: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  scene = await createScene('rsa-2048')
  tsaPki = await createTestPki({ name: 'tsa', at: testTime })
  tsaRoot = await tsaPki.issueRoot({
    change: (template) => ({
      ...template,
      extensions: template.extensions.filter(({ type }) => type !== OID.basicConstraints),
    }),
  })
  tsa = await tsaPki.issueTsa({ issuer: tsaRoot, notAfter: inDays(3 * 365) })
  const bes = inLines(scene.prescription, 'prescription', scene.doctor)
  prescription = await toXl(await stamp(scene, bes, 'prescription', { tsa, genTime: minutes(10) }))
  const unsigned = buildDispensingDocument(prescription, sampleDispensingCsv())
  const signed = signDocument('dispensing', unsigned, scene.pharmacist, minutes(60))
  const long = await toXl(await stamp(scene, signed, 'dispensing', { tsa, genTime: minutes(70) }))
  const digest = archiveDigest(long, { kind: 'dispensing' })
  dispensing = withArchiveTimestamp(long, await issueToken(scene, digest, { tsa, genTime: minutes(71) }))
}, 60_000)

/** Certificate, digests and value as the samples have them: lines of 76 characters, a line feed after the last one too. */
function inLines(document: Uint8Array, kind: 'prescription' | 'dispensing', { key }: TestIdentity) {
  const text = rewrite(document, (xml) =>
    xml.replace(/(<xs:X509Certificate>)([^<]*)/g, (_, tag: string, base64: string) => tag + wrapped(base64)),
  )
  const holder = kind === 'prescription' ? 'PrescriptionSign' : 'DispensingSign'
  return signAgain(text, key, { isWrapped: true, path: `//${holder}/ds:Signature` })
}

/** Two certificates and one CRL for the time-stamp, two certificates and two CRLs for the signer. */
async function toXl(document: Uint8Array) {
  const { pki } = scene
  return withValidationData(document, {
    tsa: [tsa.certificate, tsaRoot.certificate],
    tsaCrls: [await tsaPki.crl({ issuer: tsaRoot })],
    certificates: [pki.issuingCa.certificate, pki.root.certificate],
    crls: [await pki.crl(), await pki.crl({ issuer: pki.root })],
  })
}

/** Anchors only, and where it is asked later the time-stamp authority's CRL of then. */
async function judgeAt(document: Uint8Array, at: Date, changes: Partial<Verification> = {}) {
  const base = await verificationOf(scene)
  const isLater = at > inDays(2)
  const times = { thisUpdate: new Date(at.getTime() - dayMs), nextUpdate: new Date(at.getTime() + dayMs), crlNumber: 5 }
  const verdict = verifySignedDocument(document, {
    ...base,
    at,
    signer: { ...base.signer, intermediates: [], crls: [] },
    timestamps: {
      anchors: [{ certificate: parseCertificate(tsaRoot.certificate) }],
      intermediates: [],
      crls: isLater ? [parseCrl(await tsaPki.crl({ issuer: tsaRoot, ...times }))] : [],
      revocation: 'required',
    },
    ...changes,
  })
  return {
    result: verdict.result,
    codes: verdict.findings.map(({ signature, code }) => `${signature} ${code}`),
    levels: verdict.signatures.map(({ level }) => level),
    content: verdict.signedContent,
  }
}

describe('documents in the layout of the national service’s samples', () => {
  test('a prescription at XL verifies with its anchors alone', async () => {
    const { content, ...verdict } = await judgeAt(prescription, minutes(120))
    expect(verdict).toEqual({ result: 'VALID', codes: [], levels: ['XL'] })
    expect(content.prescription).toEqual(samplePrescriptionCsv())
    if (hasXmlsec) expect(runXmlsec(prescription, 'prescription', scene)).toMatchObject({ isOk: true })
  })

  test('a dispensing at A verifies with its anchors alone, and the prescription inside with it', async () => {
    const { content, ...verdict } = await judgeAt(dispensing, minutes(120))
    expect(verdict).toEqual({ result: 'VALID', codes: [], levels: ['A', 'XL'] })
    expect(content).toEqual({ prescription: samplePrescriptionCsv(), dispensing: sampleDispensingCsv() })
    if (hasXmlsec) expect(runXmlsec(dispensing, 'dispensing', scene)).toMatchObject({ isOk: true })
  })

  test.each([
    ['signers', { signer: { anchors: [], intermediates: [], crls: [], revocation: 'required' as const } }],
    [
      'time-stamp authorities',
      { timestamps: { anchors: [], intermediates: [], crls: [], revocation: 'required' as const } },
    ],
  ])('without the anchor of %s: INDETERMINATE', async (_, changes) => {
    expect((await judgeAt(prescription, minutes(120), changes)).result).toBe('INDETERMINATE')
    expect((await judgeAt(dispensing, minutes(120), changes)).result).toBe('INDETERMINATE')
  })

  test('they outlive the signers’ certificates and stop with the time-stamp authority’s', async () => {
    for (const document of [prescription, dispensing]) {
      expect((await judgeAt(document, inDays(2 * 365))).codes).toEqual([])
      const { result, codes } = await judgeAt(document, inDays(3 * 365 + 1))
      expect(result).toBe('INDETERMINATE')
      expect(codes.some((code) => code.endsWith('timestamp_expired_no_poe'))).toBe(true)
      expect((await judgeAt(document, inDays(34 * 365))).result).toBe('INDETERMINATE')
    }
  })
})
