import { equalBytes } from '@/lib/kernel/bytes'
import type { FidoMetadata, ModelMetadata } from '../metadata/fido-metadata'
import type { RegistrationPolicy } from '../webauthn'
import { type Certificate, parseCertificate } from './certificate'
import { hasIssued } from './certificate-path'

/** FIDO Metadata Service v3.1 §3.1.4: reports after which a model proves nothing any more. */
const compromisedStatuses: readonly string[] = [
  'REVOKED',
  'USER_VERIFICATION_BYPASS',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_KEY_REMOTE_COMPROMISE',
  'USER_KEY_PHYSICAL_COMPROMISE',
]

/**
 * The anchors for one model: the configured ones, and those its metadata entry names for as long as the metadata are not past
 * their next update. A configured anchor that is no certificate throws, a metadata root that is none is left out.
 */
export function trustAnchorsOf(policy: RegistrationPolicy, aaguid: string, at: Date): Certificate[] {
  const configured = policy.trustAnchorsDer.map((der) => {
    const anchor = parseCertificate(der)
    if (anchor === null) throw new TypeError('a configured trust anchor is no DER certificate')
    return anchor
  })
  const { metadata } = policy
  const isFresh = metadata !== undefined && at < metadata.staleFrom
  const named = isFresh ? (metadata.models.get(aaguid)?.rootsDer ?? []) : []
  return [...configured, ...named.flatMap((der) => parseCertificate(der) ?? [])]
}

/**
 * The status report that forbids this model, or `null`. Metadata past their next update vouch for nobody, but what they
 * reported stays true. A report that names the certificate of one batch concerns that batch only (§3.1.3).
 */
export function compromisedStatus(
  metadata: FidoMetadata | undefined,
  about: { aaguid: string; chain: readonly Certificate[]; at: Date },
): string | null {
  const reports = metadata?.models.get(about.aaguid)?.statusReports ?? []
  const report = reports.find((each) => isAgainst(each, about))
  return report?.status ?? null
}

function isAgainst(
  { status, effectiveDate, certificateDer }: ModelMetadata['statusReports'][number],
  { chain, at }: { chain: readonly Certificate[]; at: Date },
): boolean {
  if (!compromisedStatuses.includes(status) || (effectiveDate !== null && at < effectiveDate)) return false
  if (status !== 'ATTESTATION_KEY_COMPROMISE' || certificateDer === null) return true
  const batch = parseCertificate(certificateDer)
  if (batch === null) return true
  return chain.some((each, place) => equalBytes(each.der, batch.der) || hasIssued(batch, each, place, 'anchor'))
}
