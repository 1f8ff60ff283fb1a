import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '../certificate'
import type { AuthorityKey } from '../certificate-extensions'
import { isSameName } from '../name'

/**
 * Whether AuthorityKeyIdentifier speaks of that candidate (RFC 5280 §4.2.1.1): its key id, and its issuer and serial number.
 * What either side leaves out decides nothing.
 */
export function isKeyOfIssuer(authorityKey: AuthorityKey | null, candidate: Certificate): boolean {
  if (authorityKey === null) return true
  const { keyId, issuer, serialNumber } = authorityKey
  if (keyId !== null && candidate.subjectKeyId !== null && !equalBytes(keyId, candidate.subjectKeyId)) return false
  if (serialNumber !== null && serialNumber !== candidate.serialNumber) return false
  const names = issuer?.flatMap((name) => (name.kind === 'directory' ? [name.name] : [])) ?? []
  return names.length === 0 || names.some((name) => isSameName(name, candidate.issuer))
}
