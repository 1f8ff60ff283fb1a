import type { FidoMetadata, RegistrationPolicy } from '../webauthn'
import { type Certificate, parseCertificate } from './certificate'

/** FIDO Metadata Service v3.1 §3.1.4: reports after which a model proves nothing any more. */
const compromisedStatuses: readonly string[] = [
  'REVOKED',
  'USER_VERIFICATION_BYPASS',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_KEY_REMOTE_COMPROMISE',
  'USER_KEY_PHYSICAL_COMPROMISE',
]

/**
 * The anchors for one model: the configured ones and those its metadata entry names. A configured anchor that is no
 * certificate throws, a metadata root that is none is left out.
 */
export function trustAnchorsOf(policy: RegistrationPolicy, aaguid: string): Certificate[] {
  const configured = policy.trustAnchorsDer.map((der) => {
    const anchor = parseCertificate(der)
    if (anchor === null) throw new TypeError('a configured trust anchor is no DER certificate')
    return anchor
  })
  const named = entriesOf(policy.metadata, aaguid)
    .flatMap((entry) => entry.metadataStatement?.attestationRootCertificates ?? [])
    .flatMap((base64) => decodeBase64(base64) ?? [])
    .flatMap((der) => parseCertificate(der) ?? [])
  return [...configured, ...named]
}

/** The status report that forbids this model, or `null`. */
export function compromisedStatus(metadata: FidoMetadata | undefined, aaguid: string): string | null {
  const statuses = entriesOf(metadata, aaguid).flatMap(({ statusReports }) => statusReports ?? [])
  return statuses.find(({ status }) => compromisedStatuses.includes(status))?.status ?? null
}

function entriesOf(metadata: FidoMetadata | undefined, aaguid: string): FidoMetadata['entries'] {
  return metadata?.entries.filter((entry) => entry.aaguid === aaguid) ?? []
}

function decodeBase64(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, '')), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}
