import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '../../certificate'
import type { Crl } from '../../crl'
import { isSameName } from '../../name'
import { judgeOnBudget, type ValidationBudget } from '../validation-budget'

/** Where the signer of a CRL may be found, and how a certificate outside the judged path proves itself. */
export type CrlSignerSearch = {
  /** The issuer of the certificate in question and those above it: judged with the path itself. */
  trusted: readonly Certificate[]
  candidates: readonly Certificate[]
  budget: ValidationBudget
  /**
   * The valid path of another certificate to the same anchor, revocation included (RFC 5280 §6.3.3 (f)); `null` without one. Like all
   * paths here it starts at the certificate and ends above it, at the anchor.
   */
  findSignerPath: (candidate: Certificate) => readonly Certificate[] | null
  /** Whether everyone in a signer's path still had the key alone when the CRL is known to have existed. */
  isProven: (crl: Crl, path: readonly Certificate[]) => boolean
  /** The same about the issuer of the certificate in question, at the time of asking, when an OCSP answer is known to exist. */
  isIssuerProven: () => boolean
}

/**
 * RFC 5280 §6.3.3 (f), (g): the path of the certificate of the CRL issuer's name, allowed to sign CRLs and with a valid path to the same
 * anchor, that made the CRL's signature; `null` when none did.
 * @throws {BudgetSpent}
 */
export function findTrustedSigner(crl: Crl, search: CrlSignerSearch): readonly Certificate[] | null {
  const isSigner = (candidate: Certificate) =>
    maySign(crl, candidate) && judgeOnBudget(search.budget, crl, candidate) === null
  const place = search.trusted.findIndex(isSigner)
  if (place !== -1) return search.trusted.slice(place)
  for (const candidate of search.candidates) {
    const path = isSigner(candidate) ? search.findSignerPath(candidate) : null
    if (path !== null) return path
  }
  return null
}

function maySign(crl: Crl, { subject, subjectKeyId, keyUsage }: Certificate): boolean {
  const isNamed = isSameName(subject, crl.issuer)
  const isKey = crl.authorityKeyId === null || subjectKeyId === null || equalBytes(crl.authorityKeyId, subjectKeyId)
  return isNamed && isKey && (keyUsage === null || keyUsage.has('cRLSign'))
}
