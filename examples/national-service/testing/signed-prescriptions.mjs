import { X509Certificate } from 'node:crypto'
import { buildPrescriptionDocument } from '@/lib/eprescription/document/build-prescription-document'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { createTestPki } from '@/lib/pki/testing/test-pki'
import { signDocument } from '@/lib/xades/testing/signed-documents'

/** Institution of `samplePrescriptionCsv`: prefecture, score table, code. */
export const institution = '1319999991'

/** A throw-away hierarchy and documents that its doctor has signed now. */
export async function createSigner(algorithm = 'rsa-2048') {
  const pki = await createTestPki({ algorithm, name: 'national-service' })
  const [anchor, authority] = [pki.root, pki.issuingCa].map(({ certificate }) => new X509Certificate(certificate))
  const trustWith = async (crl = {}) => ({
    anchors: [anchor],
    authorities: [anchor, authority],
    crls: [Buffer.from(await pki.crl(crl))],
  })
  const sign = async (holder = {}, csv = samplePrescriptionCsv(), signedAt = new Date()) => {
    const identity = await pki.issueHolder(holder)
    const document = signDocument('prescription', buildPrescriptionDocument(csv), identity, signedAt)
    return { document: Buffer.from(document), certificate: identity.certificate, serialNumber: identity.serialNumber }
  }
  return { pki, trustWith, sign }
}

/** The request around a document. */
export function requestOf(document, { fileIdentifier = 'F-1', code = institution, issueType = '1' } = {}) {
  const header = `<MessageHeader><MedicalInstitutionCode>${code}</MedicalInstitutionCode><ArbitraryFileIdentifier>${fileIdentifier}</ArbitraryFileIdentifier></MessageHeader>`
  const body = `<MessageBody><PrescriptionInfo>${document.toString('base64')}</PrescriptionInfo><IssueType>${issueType}</IssueType></MessageBody>`
  return `<?xml version="1.0" encoding="UTF-8"?><XmlMsg>${header}${body}</XmlMsg>`
}
