import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from './certificate'
import { derChildren, derSmallInteger, readDer } from './der'

const maxPathLength = 6

/** Extensions understood here or in the attestation formats; any other critical one stops the path (RFC 5280 §4.2). */
const understoodExtensions = new Set([
  '2.5.29.15',
  '2.5.29.19',
  '2.5.29.32',
  '2.5.29.37',
  '1.3.6.1.4.1.11129.2.1.17',
  '1.2.840.113635.100.8.2',
])

/** Signatures with MD5 or SHA-1, which prove nothing any more. */
const brokenSignatureOids = new Set(['1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5', '1.2.840.10045.4.1'])

/**
 * Whether `chain` (leaf first, each followed by its issuer, as in `x5c`) ends in one of `anchors` at the moment `at`
 * (RFC 5280 §6.1; R7, AT-07). An anchor counts by its key, never by its name: a certificate of the chain is anchored when an
 * anchor's key made its signature, or when the leaf itself is configured octet by octet. No connection is ever made, so
 * revocation lists are not read here; models that must not be used are named by the metadata.
 */
export function endsInAnchor(chain: readonly Certificate[], anchors: readonly Certificate[], at: Date): boolean {
  const [leaf] = chain
  if (leaf === undefined || chain.length > maxPathLength) return false
  if (anchors.some((anchor) => equalBytes(anchor.der, leaf.der))) return isUsable(leaf, at)
  for (const [place, certificate] of chain.entries()) {
    if (!isUsable(certificate, at)) return false
    if (anchors.some((anchor) => isUsable(anchor, at) && hasIssued(anchor, certificate, place, 'anchor'))) return true
    const issuer = chain[place + 1]
    if (issuer === undefined || !hasIssued(issuer, certificate, place)) return false
  }
  return false
}

function isUsable(certificate: Certificate, at: Date): boolean {
  if (!(certificate.notBefore <= at && at <= certificate.notAfter)) return false
  return [...certificate.extensions].every(([oid, { isCritical }]) => !isCritical || understoodExtensions.has(oid))
}

/**
 * `intermediates`: how many CA certificates are between this issuer and the leaf (RFC 5280 §4.2.1.9). Of an anchor only name and
 * key count and the limits that it does contain (RFC 5937 §3): one without basic constraints may issue.
 */
export function hasIssued(
  issuer: Certificate,
  subject: Certificate,
  intermediates: number,
  role: 'anchor' | 'intermediate' = 'intermediate',
): boolean {
  const mayIssue = issuer.x509.ca || (role === 'anchor' && !issuer.extensions.has('2.5.29.19'))
  if (!mayIssue || brokenSignatureOids.has(subject.signatureAlgorithmOid)) return false
  if (!subject.x509.checkIssued(issuer.x509) || !isSignedBy(subject, issuer)) return false
  const constraints = readDer(issuer.extensions.get('2.5.29.19')?.value ?? new Uint8Array())
  const pathLength = derSmallInteger(derChildren(constraints)?.[1])
  return pathLength === null || intermediates <= pathLength
}

function isSignedBy(subject: Certificate, issuer: Certificate): boolean {
  try {
    return subject.x509.verify(issuer.x509.publicKey)
  } catch {
    return false
  }
}
