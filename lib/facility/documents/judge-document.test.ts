import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createHttpClient } from '@/lib/egress/http-client'
import { buildPrescriptionDocument } from '@/lib/eprescription/document/build-prescription-document'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { parseCertificate } from '@/lib/pki/certificate'
import { parseCrl } from '@/lib/pki/crl'
import { createTestPki, type TestIdentity, type TestPki } from '@/lib/pki/testing/test-pki'
import { createOcspSource } from '@/lib/revocation/ocsp-source'
import { naming, runOpensslResponder } from '@/lib/revocation/testing/openssl-responder'
import { signDocument } from '@/lib/xades/testing/signed-documents'
import { stamp, testTsaPolicy } from '@/lib/xades/testing/stamp'
import { signingProfiles, type Trust } from '../authority-port/trust'
import { createBatchJudge, judgeDocument } from './judge-document'

let pki: TestPki
let responder: Awaited<ReturnType<typeof runOpensslResponder>>
let doctor: TestIdentity
let prescription: Uint8Array<ArrayBuffer>
const http = createHttpClient()
const serialNumber = '6001'

beforeAll(async () => {
  pki = await createTestPki({ algorithm: 'p-256' })
  responder = await runOpensslResponder(pki)
  doctor = await pki.issueHolder({ role: 'Medical Doctor', ...naming([responder.url], serialNumber) })
  prescription = signDocument('prescription', buildPrescriptionDocument(samplePrescriptionCsv()), doctor, pki.at)
}, 60_000)

afterEach(() => {
  Object.assign(responder.state, { mode: 'openssl', entries: [], asked: 0 })
})

afterAll(async () => {
  await http.close()
  await responder.stop()
})

/** Trust of a facility whose CRLs are empty. */
async function newTrust(): Promise<Trust> {
  return {
    anchors: [{ certificate: parseCertificate(pki.root.certificate) }],
    intermediates: [parseCertificate(pki.issuingCa.certificate)],
    crls: [parseCrl(await pki.crl({ issuer: pki.root })), parseCrl(await pki.crl())],
    profiles: signingProfiles(parseCertificate(doctor.certificate).policies ?? []),
    timestamps: null,
    ocsp: createOcspSource({ http }),
  }
}

describe('the signer’s certificate names an OCSP responder', () => {
  test('that says "good": valid, and asked once for all documents of a batch', async () => {
    responder.state.entries = [{ serialNumber }]
    const judge = createBatchJudge(await newTrust(), new Date(), 'prescription')
    for (let count = 0; count < 3; count += 1) {
      expect((await judge(prescription)).findings).toEqual([])
    }
    expect(responder.state.asked).toBe(1)
  })

  test('that says "revoked": no document of a batch is judged before it has answered, all asked at once', async () => {
    responder.state.entries = [
      { serialNumber, revokedAt: new Date(pki.at.getTime() - 60_000), reason: 'keyCompromise' },
    ]
    const judge = createBatchJudge(await newTrust(), new Date(), 'prescription')
    const all = await Promise.all(Array.from({ length: 20 }, () => judge(prescription)))
    expect(all.map(({ result }) => result)).toEqual(Array(20).fill('INVALID'))
    expect(responder.state.asked).toBe(1)
  })

  test('that says "revoked" before any CRL does: refused, and so is every later document', async () => {
    const revokedAt = new Date(pki.at.getTime() - 60_000)
    responder.state.entries = [{ serialNumber, revokedAt, reason: 'keyCompromise' }]
    const trust = await newTrust()
    for (let count = 0; count < 2; count += 1) {
      expect(await judgeDocument(prescription, trust, new Date())).toMatchObject({
        result: 'INVALID',
        reason: { code: 'signer_certificate_revoked' },
      })
    }
    expect(responder.state.asked).toBe(1)
  })

  test.each(['refuses', 'garbage'] as const)('that %s: the CRLs decide', async (mode) => {
    responder.state.mode = mode
    expect(await judgeDocument(prescription, await newTrust(), new Date())).toMatchObject({ result: 'VALID' })
    const crls = [parseCrl(await pki.crl({ issuer: pki.root }))]
    expect(await judgeDocument(prescription, { ...(await newTrust()), crls }, new Date())).toMatchObject({
      result: 'INDETERMINATE',
      reason: { code: 'signer_revocation_unknown' },
    })
  })

  test('AT-55 a certificate of a stranger names an address of the hospital’s network: nothing is asked', async () => {
    const other = await createTestPki({ algorithm: 'p-256', name: 'other' })
    const stranger = await other.issueHolder({ role: 'Medical Doctor', ...naming([responder.url], '6002') })
    const forged = signDocument('prescription', buildPrescriptionDocument(samplePrescriptionCsv()), stranger, pki.at)
    expect(await judgeDocument(forged, await newTrust(), new Date())).toMatchObject({ result: 'INDETERMINATE' })
    expect(responder.state.asked).toBe(0)
  })
})

describe('time-stamps', () => {
  const secondsAgo = (seconds: number) => new Date(pki.at.getTime() - seconds * 1_000)
  const tsaSerial = '6100'

  /** Signed and stamped two minutes ago by somebody whose certificate has ended since. */
  async function stampedDocument() {
    const ended = await pki.issueHolder({ role: 'Medical Doctor', notAfter: secondsAgo(60) })
    const unsigned = buildPrescriptionDocument(samplePrescriptionCsv())
    const signed = signDocument('prescription', unsigned, ended, secondsAgo(120))
    const tsa = await pki.issueTsa(naming([responder.url], tsaSerial))
    const scene = {
      pki,
      doctor: ended,
      pharmacist: ended,
      prescription: signed,
      prescriptionToSign: signed,
      dispensing: signed,
    }
    return stamp(scene, signed, 'prescription', { tsa, genTime: secondsAgo(110) })
  }

  /** CRLs from before the end of the certificate, as its issuer publishes them. */
  async function trustWith(policies: readonly string[] | null): Promise<Trust> {
    const { anchors, intermediates, ...trust } = await newTrust()
    const times = { thisUpdate: secondsAgo(90), nextUpdate: secondsAgo(-3_600) }
    const crls = [parseCrl(await pki.crl({ issuer: pki.root, ...times })), parseCrl(await pki.crl(times))]
    const timestamps = policies === null ? null : { anchors, intermediates, crls, policies }
    return { ...trust, anchors, intermediates, crls, timestamps }
  }

  test('of an authority that the settings trust prove that a signer’s certificate had not ended yet', async () => {
    responder.state.entries = [{ serialNumber: tsaSerial }]
    const document = await stampedDocument()
    expect(await judgeDocument(document, await trustWith([]), new Date())).toMatchObject({ result: 'VALID' })
    expect(await judgeDocument(document, await trustWith([testTsaPolicy]), new Date())).toMatchObject({
      result: 'VALID',
    })
  })

  test('of another policy, or without any trusted authority, prove nothing', async () => {
    responder.state.entries = [{ serialNumber: tsaSerial }]
    const document = await stampedDocument()
    expect((await judgeDocument(document, await trustWith(['1.2.3']), new Date())).result).not.toBe('VALID')
    const verdict = await judgeDocument(document, await trustWith(null), new Date())
    expect(verdict).toMatchObject({ result: 'INDETERMINATE', reason: { code: 'timestamp_indeterminate' } })
  })

  test('of an authority whose key was compromised prove nothing, where only its OCSP responder knows', async () => {
    responder.state.entries = [{ serialNumber: tsaSerial, revokedAt: secondsAgo(30), reason: 'keyCompromise' }]
    const document = await stampedDocument()
    expect((await judgeDocument(document, await trustWith([]), new Date())).result).not.toBe('VALID')
    expect(responder.state.asked).toBeGreaterThan(0)
  })
})
