import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '@/lib/pki/certificate'
import type { Crl } from '@/lib/pki/crl'
import { isSameName } from '@/lib/pki/name'
import { judgeSignature } from '@/lib/pki/path/signature-algorithm'
import { OID } from '@/lib/pki/pki.oids'

/**
 * Why a fetched CRL does not take the place of the one `kept` of its address; `null` when it does. One that no known certificate
 * signed never does: forged with a high number it would shut out every true one. As long as the kept one is not past its nextUpdate
 * only a later CRL of the same issuer, key and scope replaces it, so that a proxy or an attacker that sends an older one that is still
 * good, or another issuer's in between, cannot make a revoked certificate good again.
 */
export function judgeFetchedCrl(
  fetched: Crl,
  { kept, certificates, now }: { kept: Crl | undefined; certificates: readonly Certificate[]; now: Date },
): string | null {
  if (!certificates.some((certificate) => isSignedBy(fetched, certificate))) return 'signed by no known certificate'
  if (kept === undefined || !isLive(kept, now)) return null
  if (!isLive(fetched, now)) return 'past its nextUpdate'
  if (!isOfSameKind(fetched, kept)) return 'of another issuer, key or scope than the one that holds'
  return isOlder(fetched, kept) ? `number ${fetched.crlNumber}, older than ${kept.crlNumber}` : null
}

function isSignedBy(crl: Crl, certificate: Certificate): boolean {
  return isSameName(certificate.subject, crl.issuer) && judgeSignature(crl, certificate) === null
}

function isLive({ nextUpdate }: Crl, now: Date): boolean {
  return nextUpdate !== null && nextUpdate > now
}

function isOfSameKind(crl: Crl, kept: Crl): boolean {
  const scopeOf = ({ extensions }: Crl) => extensions.get(OID.issuingDistributionPoint)?.value ?? null
  return (
    isSameName(crl.issuer, kept.issuer) &&
    isSame(crl.authorityKeyId, kept.authorityKeyId) &&
    isSame(scopeOf(crl), scopeOf(kept)) &&
    (crl.deltaBase === null) === (kept.deltaBase === null)
  )
}

/** By its number (RFC 5280 §5.2.3), or where there are none by its time. */
function isOlder(crl: Crl, kept: Crl): boolean {
  if (crl.crlNumber !== null && kept.crlNumber !== null) return crl.crlNumber < kept.crlNumber
  return crl.thisUpdate < kept.thisUpdate
}

function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b)
}
