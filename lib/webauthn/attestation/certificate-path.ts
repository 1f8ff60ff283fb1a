import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '@/lib/pki/certificate'
import { isSameName } from '@/lib/pki/name'
import { judgeCriticalExtensions, judgeValidity } from '@/lib/pki/path/certificate-checks'
import { judgeSignature } from '@/lib/pki/path/signature-algorithm'
import { validatePath } from '@/lib/pki/path/validate-path'
import type { PkiFindingCode } from '@/lib/pki/pki.findings'

/** Certificates of a chain, the anchor not counted. */
const maxPathLength = 6

/** Extensions of the leaf that the attestation formats judge: Android's key description and Apple's nonce. */
const handledCriticalExtensions = ['1.3.6.1.4.1.11129.2.1.17', '1.2.840.113635.100.8.2']

/**
 * Whether `chain` (leaf first, each followed by its issuer, as in `x5c`) ends in one of `anchors` at the moment `at`
 * (RFC 5280 §6.1; R7, AT-07). Two rules are WebAuthn's own (L3 §7.1 step 23): a leaf that is configured byte for byte anchors itself,
 * and the certificates of a path are the first ones of the chain in their order. No connection is ever made, so revocation lists are
 * not read here; models that must not be used are named by the metadata.
 */
export function endsInAnchor(chain: readonly Certificate[], anchors: readonly Certificate[], at: Date): boolean {
  const [leaf, ...issuers] = chain
  if (leaf === undefined || chain.length > maxPathLength) return false
  if (anchors.some((anchor) => equalBytes(anchor.der, leaf.der))) return isUsable(leaf, at)
  const { result, path } = validatePath({
    certificate: leaf,
    intermediates: issuers,
    anchors: anchors.map((certificate) => ({ certificate })),
    crls: [],
    revocation: 'none',
    at,
    handledCriticalExtensions,
  })
  const belowAnchor = path.slice(0, -1)
  return (
    result === 'VALID' && belowAnchor.every(({ der }, place) => equalBytes(der, chain[place]?.der ?? new Uint8Array()))
  )
}

function isUsable(leaf: Certificate, at: Date): boolean {
  const refusals: PkiFindingCode[] = []
  const report = (code: PkiFindingCode) => refusals.push(code)
  judgeValidity(leaf, { at }, report)
  judgeCriticalExtensions(leaf, handledCriticalExtensions, report)
  return refusals.length === 0
}

/**
 * Whether the key of `issuer` made the certificate under the issuer's name. Neither of the two has to be valid now: this finds what a
 * reported key has made, it trusts nothing.
 */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  const mayIssue = issuer.basicConstraints?.isCa ?? true
  return mayIssue && isSameName(certificate.issuer, issuer.subject) && judgeSignature(certificate, issuer) === null
}
