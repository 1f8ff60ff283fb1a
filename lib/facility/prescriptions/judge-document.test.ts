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
import { signingProfiles, type Trust } from '../authority/trust'
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

/** Trust of a facility whose CRLs list nobody. */
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
