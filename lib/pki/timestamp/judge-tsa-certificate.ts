import type { Certificate } from '../certificate'
import { OID } from '../pki.oids'
import { type TimestampFinding, timestampFinding } from './timestamp.findings'

/** RFC 3161 §2.3: extended key usage critical, timeStamping and no other; a keyUsage extension for signatures only. */
export function judgeTsaCertificate(certificate: Certificate): TimestampFinding[] {
  const isCritical = certificate.extensions.get(OID.extendedKeyUsage)?.isCritical === true
  const purposes = certificate.extendedKeyUsage ?? []
  const isOnlyTimeStamping = purposes.length === 1 && purposes[0] === OID.timeStamping
  const usages = [...(certificate.keyUsage ?? [])]
  const isOnlySigning = usages.every((usage) => usage === 'digitalSignature' || usage === 'nonRepudiation')
  return isCritical && isOnlyTimeStamping && isOnlySigning ? [] : [timestampFinding('tsa_usage_wrong')]
}
