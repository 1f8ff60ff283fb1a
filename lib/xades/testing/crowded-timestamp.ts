import { generateKeyPairSync, sign } from 'node:crypto'
import { parseCertificate } from '@/lib/pki/certificate'
import {
  encodeBitString,
  encodeContext,
  encodeInteger,
  encodeObjectId,
  encodeSequence,
  encodeTime,
} from '@/lib/pki/der/write-der'
import { mintName } from '@/lib/pki/path/testing/mint-name'
import { OID } from '@/lib/pki/pki.oids'
import { encodeTimestampRequest } from '@/lib/pki/timestamp/encode-timestamp-request'
import { issueTimestamp } from '@/lib/pki/timestamp/issue-timestamp'
import { parseTimestampRequest } from '@/lib/pki/timestamp/parse-timestamp-request'
import { addSignatureTimestamp, signatureTimestampImprint } from '../create/signature-timestamp'
import { rewrite } from './sign-again'
import { type Scene, testTime } from './signed-documents'
import { testTsaPolicy } from './stamp'

const issuerName = mintName('CN=Anybody')
const algorithm = encodeSequence(encodeObjectId(OID.ecdsaWithSha512))
const dayMs = 86_400_000

/** A certificate of the name that everybody here has, with a P-521 key, the slowest to verify with. */
function mintCandidate(serialNumber: number): Uint8Array {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-521' })
  const tbs = encodeSequence(
    encodeContext(0, encodeInteger(2)),
    encodeInteger(serialNumber),
    algorithm,
    issuerName,
    encodeSequence(
      encodeTime(new Date(testTime.getTime() - dayMs)),
      encodeTime(new Date(testTime.getTime() + 365 * dayMs)),
    ),
    issuerName,
    new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
  )
  return encodeSequence(tbs, algorithm, encodeBitString(new Uint8Array(sign('sha512', tbs, privateKey))))
}

/**
 * The prescription with `stamps` time-stamps of an authority that anybody can make: each brings `candidates` certificates that all have
 * the name of its issuer, and a path is looked for through every one of them.
 */
export async function withCrowdedTimestamps(
  { prescription, pki }: Scene,
  { stamps, candidates }: { stamps: number; candidates: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const { certificate, key } = await pki.issueTsa({
    change: (template) => ({
      ...template,
      issuer: issuerName,
      extensions: template.extensions.filter(({ type }) => type !== OID.authorityKeyIdentifier),
    }),
  })
  const digest = signatureTimestampImprint(prescription, 'prescription')
  const request = parseTimestampRequest(encodeTimestampRequest({ imprint: { hashAlgorithm: 'sha256', digest } }))
  const authority = {
    certificate: parseCertificate(certificate),
    chain: Array.from({ length: candidates }, (_, index) => mintCandidate(index + 1)),
    policy: testTsaPolicy,
    serialNumber: '8f01',
    genTime: new Date(testTime.getTime() + 10_000),
    accuracySeconds: 1,
  }
  const answer = await issueTimestamp(request, authority, key.sign)
  if (!answer.isGranted) throw new Error(answer.failure)
  return repeatTimestamp(addSignatureTimestamp(prescription, 'prescription', answer.token), stamps)
}

/** The time-stamp that the document has, so many times. */
export function repeatTimestamp(document: Uint8Array, times: number): Uint8Array<ArrayBuffer> {
  return rewrite(document, (xml) =>
    xml.replace(/<xa:SignatureTimeStamp[\s\S]*<\/xa:SignatureTimeStamp>/, (one) =>
      one.replace(/ Id="[^"]*"/, '').repeat(times),
    ),
  )
}
