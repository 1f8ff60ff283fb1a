import { parseCertificate } from '@/lib/pki/certificate'
import type { TestIdentity } from '@/lib/pki/testing/test-pki'
import { encodeTimestampRequest } from '@/lib/pki/timestamp/encode-timestamp-request'
import { issueTimestamp } from '@/lib/pki/timestamp/issue-timestamp'
import { parseTimestampRequest } from '@/lib/pki/timestamp/parse-timestamp-request'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { addSignatureTimestamp, signatureTimestampImprint } from '../create/signature-timestamp'

import { type Scene, testTime } from './signed-documents'

export const testTsaPolicy = '1.2.392.100495.1.99.1'
const nonce = Uint8Array.of(0x41, 2, 3, 4, 5, 6, 7, 8)

/** Ten seconds after the signature by default. */
export type StampOptions = { tsa?: TestIdentity; genTime?: Date }

/** A token of the scene's time-stamp authority over a SHA-256 digest. */
export async function issueToken(
  { pki }: Scene,
  digest: Uint8Array,
  { tsa, genTime = new Date(testTime.getTime() + 10_000) }: StampOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const identity = tsa ?? (await pki.issueTsa())
  const request = parseTimestampRequest(encodeTimestampRequest({ imprint: { hashAlgorithm: 'sha256', digest }, nonce }))
  const authority = {
    certificate: parseCertificate(identity.certificate),
    chain: [pki.issuingCa.certificate],
    policy: testTsaPolicy,
    serialNumber: '8f01',
    genTime,
    accuracySeconds: 1,
  }
  const answer = await issueTimestamp(request, authority, identity.key.sign)
  if (!answer.isGranted) throw new Error(answer.failure)
  return answer.token
}

/** The document at T level. */
export async function stamp(
  scene: Scene,
  document: Uint8Array,
  kind: DocumentKind,
  options: StampOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const token = await issueToken(scene, signatureTimestampImprint(document, kind), options)
  return addSignatureTimestamp(document, kind, token)
}
