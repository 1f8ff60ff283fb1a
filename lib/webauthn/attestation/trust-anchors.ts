import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '@/lib/pki/certificate'
import type { FidoMetadata, ModelMetadata } from '../metadata/fido-metadata'
import type { RegistrationPolicy } from '../webauthn'
import { endsInAnchor, isIssuedBy } from './certificate-path'
import { aaguidExtension } from './packed'
import { readCertificate } from './read-certificate'

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
    const anchor = readCertificate(der)
    if (anchor === null) throw new TypeError('a configured trust anchor is no DER certificate')
    return anchor
  })
  const { metadata } = policy
  const isFresh = metadata !== undefined && at < metadata.staleFrom
  const named = isFresh ? (metadata.models.get(aaguid)?.rootsDer ?? []) : []
  return [...configured, ...named.flatMap((der) => readCertificate(der) ?? [])]
}

type Suspect = { aaguid: string; chain: readonly Certificate[]; anchors: readonly Certificate[]; at: Date }

/**
 * The status report that forbids this phone, or `null`. Metadata past their next update are no proof of trust, but what they
 * reported stays true. A report that names the certificate of one batch concerns that batch only (§3.1.3), whatever model a phone of
 * it claims to be: with a stolen attestation key anybody claims another one.
 */
export function compromisedStatus(metadata: FidoMetadata | undefined, suspect: Suspect): string | null {
  const all = [...(metadata?.models.values() ?? [])].flatMap(({ statusReports }) => statusReports)
  const ofBatch = all.find((report) => isOfBatch(report) && isAgainst(report, suspect))
  const models = [...(metadata?.models ?? [])].filter(([aaguid, model]) => isPossible(suspect, aaguid, model))
  const reports = models.flatMap(([, { statusReports }]) => statusReports)
  return (reports.find((each) => isAgainst(each, suspect)) ?? ofBatch)?.status ?? null
}

/**
 * The model that is claimed; and where the certificate does not name it, every model below the same root (WebAuthn L3 §8.2.1: a root of
 * several models needs the extension).
 */
function isPossible({ aaguid, chain, anchors, at }: Suspect, other: string, { rootsDer }: ModelMetadata): boolean {
  if (other === aaguid || chain[0]?.extensions.has(aaguidExtension)) return other === aaguid
  return anchors.some(
    (anchor) => rootsDer.some((der) => equalBytes(der, anchor.der)) && endsInAnchor(chain, [anchor], at),
  )
}

function isOfBatch({ status, certificateDer }: ModelMetadata['statusReports'][number]): boolean {
  return status === 'ATTESTATION_KEY_COMPROMISE' && certificateDer !== null && readCertificate(certificateDer) !== null
}

function isAgainst(
  { status, effectiveDate, certificateDer }: ModelMetadata['statusReports'][number],
  { chain, at }: { chain: readonly Certificate[]; at: Date },
): boolean {
  if (!compromisedStatuses.includes(status) || (effectiveDate !== null && at < effectiveDate)) return false
  if (status !== 'ATTESTATION_KEY_COMPROMISE' || certificateDer === null) return true
  const batch = readCertificate(certificateDer)
  if (batch === null) return true
  return chain.some((each) => equalBytes(each.der, batch.der) || isIssuedBy(each, batch))
}
