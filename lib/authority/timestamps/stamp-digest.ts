import type { EgressSettings } from '@/lib/config/egress-settings'
import type { TsaSettings } from '@/lib/config/tsa-settings'
import { createHttpClient } from '@/lib/egress/http-client'
import { serviceError } from '@/lib/kernel/service.errors'
import { digestAlgorithmOid } from '@/lib/pki/cms/digest-algorithm'
import type { MessageImprint } from '@/lib/pki/timestamp/timestamp-request'
import type { CredentialContext } from '../credential-context'
import { createRemoteTsa, type RemoteTsa } from './create-remote-tsa'
import { issueOwnTimestamp } from './issue-own-timestamp'

const remotes = new WeakMap<TsaSettings, RemoteTsa>()

/**
 * The TimeStampToken (DER, RFC 3161) over a digest: of the authority that SHOMEI_TSA_URL names, verified, else of the
 * development one.
 * @param nonce big-endian bytes without a sign, which come back in the token as a minimal INTEGER
 * @throws AppError `service.unavailable`
 */
export async function stampDigest(
  context: CredentialContext,
  { imprint, nonce }: { imprint: MessageImprint; nonce: Uint8Array | null },
): Promise<Uint8Array> {
  const { tsa, egress } = context.settings
  if (tsa !== null) return remoteOf(tsa, egress).stamp(imprint, ...(nonce === null ? [] : [nonce]))
  const answer = await issueOwnTimestamp(context, {
    imprint: { hashAlgorithm: digestAlgorithmOid(imprint.hashAlgorithm), digest: imprint.digest },
    policy: null,
    nonce: nonce === null ? null : toIntegerOctets(nonce),
    isCertificateWanted: true,
    hasExtensions: false,
  })
  if (answer.isGranted) return answer.token
  throw serviceError('service.unavailable', { detail: `time-stamps: ${answer.failure}` })
}

/** One for the settings of the process, so that its connections and what it has fetched are kept. */
function remoteOf(settings: TsaSettings, egress: EgressSettings): RemoteTsa {
  const known = remotes.get(settings) ?? createRemoteTsa(settings, createHttpClient(egress))
  remotes.set(settings, known)
  return known
}

/** Contents of the minimal positive INTEGER (X.690 §8.3). */
function toIntegerOctets(magnitude: Uint8Array): Uint8Array {
  const first = magnitude.findIndex((octet) => octet !== 0)
  const minimal = first < 0 ? new Uint8Array(1) : magnitude.subarray(first)
  return (minimal[0] ?? 0) > 0x7f ? new Uint8Array([0, ...minimal]) : minimal
}
