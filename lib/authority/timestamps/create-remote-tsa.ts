import { randomBytes } from 'node:crypto'
import type { TsaSettings } from '@/lib/config/tsa-settings'
import type { ByteClient } from '@/lib/egress/http-client'
import { serviceError } from '@/lib/kernel/service.errors'
import { encodeTimestampRequest } from '@/lib/pki/timestamp/encode-timestamp-request'
import { maxTimestampTokenOctets } from '@/lib/pki/timestamp/parse-timestamp-token'
import type { MessageImprint } from '@/lib/pki/timestamp/timestamp-request'
import { verifyTimestampResponse } from '@/lib/pki/timestamp/verify-timestamp-response'
import { judgeWithOcsp } from '@/lib/revocation/judge-with-ocsp'
import { createOcspSource } from '@/lib/revocation/ocsp-source'
import { createTsaTrust } from './tsa-trust'

/** Asks a time-stamp authority of somebody else. */
export type RemoteTsa = {
  /**
   * The verified TimeStampToken (DER) over a digest. `nonce`: big-endian bytes; random ones when it is left out.
   * @throws AppError `service.unavailable` when none comes, or one that does not verify
   */
  stamp(imprint: MessageImprint, nonce?: Uint8Array): Promise<Uint8Array>
}

const nonceOctets = 16

/**
 * RFC 3161 §3.4 over HTTP: 10 s and 260 kB at most. A token is handed on only when it verifies with the settings' own anchors,
 * CRLs and the OCSP responders that its certificates name, answers this very request and was made now.
 */
export function createRemoteTsa(
  settings: TsaSettings,
  http: ByteClient,
  now: () => Date = () => new Date(),
): RemoteTsa {
  const readTrust = createTsaTrust(settings, http, now)
  const ocsp = createOcspSource({ http, now })
  return {
    async stamp(imprint, nonce = new Uint8Array(randomBytes(nonceOctets))) {
      const askedAt = now()
      try {
        const response = await ask(http, settings.url, encodeTimestampRequest({ imprint, nonce }))
        const trust = await readTrust()
        const answeredAt = now()
        const verdict = await judgeWithOcsp(ocsp, trust.crls, (find) =>
          verifyTimestampResponse(response, {
            stamped: imprint,
            nonce,
            existsAt: answeredAt,
            genTime: { notBefore: askedAt, notAfter: answeredAt },
            ...(settings.policies.length === 0 ? {} : { policies: settings.policies }),
            path: { ...trust, ocsp: find, revocation: 'required', validationTime: answeredAt },
          }),
        )
        if (verdict.result === 'VALID' && verdict.tokenDer !== null) return verdict.tokenDer
        throw new Error(verdict.findings.map(({ code, detail }) => (detail ? `${code} (${detail})` : code)).join(', '))
      } catch (error) {
        const detail = `time-stamp authority: ${String(error)}`
        throw serviceError('service.unavailable', { detail, retryAfterSeconds: 10, cause: error })
      }
    },
  }
}

async function ask(http: ByteClient, url: string, body: Uint8Array): Promise<Uint8Array> {
  const { status, headers, bytes } = await http.requestBytes({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body,
    maxAnswerBytes: maxTimestampTokenOctets + 4_096,
  })
  const [type = ''] = (headers['content-type'] ?? '').split(';')
  if (status !== 200 || type.trim().toLowerCase() !== 'application/timestamp-reply') {
    throw new Error(`answered ${status} ${type}`)
  }
  return bytes
}
