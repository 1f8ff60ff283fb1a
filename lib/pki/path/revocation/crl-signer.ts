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
  /** Validates a path for another certificate to the same anchor, revocation included (RFC 5280 §6.3.3 (f)). */
  isTrustedSigner: (candidate: Certificate) => boolean
}

/**
 * RFC 5280 §6.3.3 (f), (g): whether a certificate of the CRL issuer's name, allowed to sign CRLs and with a valid path to the same
 * anchor, made the CRL's signature.
 * @throws {BudgetSpent}
 */
export function hasTrustedSigner(crl: Crl, search: CrlSignerSearch): boolean {
  const isSigner = (candidate: Certificate) =>
    maySign(crl, candidate) && judgeOnBudget(search.budget, crl, candidate) === null
  if (search.trusted.some(isSigner)) return true
  return search.candidates.some((candidate) => isSigner(candidate) && search.isTrustedSigner(candidate))
}

function maySign(crl: Crl, { subject, subjectKeyId, keyUsage }: Certificate): boolean {
  const isNamed = isSameName(subject, crl.issuer)
  const isKey = crl.authorityKeyId === null || subjectKeyId === null || equalBytes(crl.authorityKeyId, subjectKeyId)
  return isNamed && isKey && (keyUsage === null || keyUsage.has('cRLSign'))
}
