import { buildDispensingDocument } from '@/lib/eprescription/document/build-dispensing-document'
import { buildPrescriptionDocument } from '@/lib/eprescription/document/build-prescription-document'
import { sampleDispensingCsv } from '@/lib/eprescription/testing/sample-dispensing'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { createTestPki, type TestIdentity, type TestPki } from '@/lib/pki/testing/test-pki'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { finishSignature } from '../create/finish-signature'
import { prepareSignature } from '../create/prepare-signature'

import { signDigest } from './sign-digest'

export const testTime = new Date('2026-11-22T03:00:00Z')

/** A hierarchy with a doctor and a pharmacist, and what they sign. */
export type Scene = {
  pki: TestPki
  doctor: TestIdentity
  pharmacist: TestIdentity
  prescriptionToSign: Uint8Array<ArrayBuffer>
  prescription: Uint8Array<ArrayBuffer>
  dispensing: Uint8Array<ArrayBuffer>
}

export async function createScene(algorithm: SigningKeyAlgorithm): Promise<Scene> {
  const pki = await createTestPki({ algorithm, name: 'xades', at: testTime })
  const doctor = await pki.issueHolder({ role: 'Medical Doctor' })
  const pharmacist = await pki.issueHolder({ role: 'Pharmacist' })
  const prescriptionToSign = buildPrescriptionDocument(samplePrescriptionCsv())
  const prescription = signDocument('prescription', prescriptionToSign, doctor)
  const unsigned = buildDispensingDocument(prescription, sampleDispensingCsv())
  const dispensing = signDocument('dispensing', unsigned, pharmacist)
  return { pki, doctor, pharmacist, prescriptionToSign, prescription, dispensing }
}

/** Prepares, signs the digest and finishes. */
export function signDocument(
  kind: DocumentKind,
  document: Uint8Array,
  { certificate, key }: TestIdentity,
  signingTime = testTime,
): Uint8Array<ArrayBuffer> {
  const prepared = prepareSignature({ document, kind, certificate, signingTime })
  return finishSignature(prepared, signDigest(key, prepared.digest))
}
