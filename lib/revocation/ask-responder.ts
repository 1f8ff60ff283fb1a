import { randomBytes } from 'node:crypto'
import type { ByteClient } from '@/lib/egress/http-client'
import type { Certificate } from '@/lib/pki/certificate'
import type { Crl } from '@/lib/pki/crl'
import { encodeOcspRequest } from '@/lib/pki/ocsp/encode-ocsp-request'
import { maxOcspResponseOctets } from '@/lib/pki/ocsp/parse-ocsp-response'
import { verifyOcspResponse } from '@/lib/pki/ocsp/verify-ocsp-response'
import type { OcspAnswer } from '@/lib/pki/path/path'

const limit = { answerMs: 3_000, idleMs: 3_000, totalMs: 3_000 }
const nonceBytes = 32

/**
 * One question to one responder by POST (RFC 6960 Appendix A.1), with a nonce, which a responder that answers ahead may leave out. The
 * certificate is named by SHA-1, which every responder knows (RFC 5019 §2.1.1).
 * @throws EgressError without an answer; Error when it cannot be used
 */
export async function askResponder(
  http: ByteClient,
  url: string,
  { certificate, issuer, crls, at }: { certificate: Certificate; issuer: Certificate; crls: readonly Crl[]; at: Date },
): Promise<{ answer: OcspAnswer; nextUpdate: Date | null }> {
  const nonce = new Uint8Array(randomBytes(nonceBytes))
  const { status, headers, bytes } = await http.requestBytes({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' },
    body: encodeOcspRequest({ certificate, issuer, nonce, hashAlgorithm: 'sha1' }),
    maxAnswerBytes: maxOcspResponseOctets,
    limit,
  })
  const [type = ''] = (headers['content-type'] ?? '').split(';')
  if (status !== 200 || type.trim().toLowerCase() !== 'application/ocsp-response') {
    throw new Error(`answered ${status} ${type}`)
  }
  const { answer, nextUpdate, findings } = verifyOcspResponse(bytes, { certificate, issuer, at, nonce, crls })
  if (answer === null) throw new Error(findings.map(({ code }) => code).join(', '))
  return { answer, nextUpdate }
}
