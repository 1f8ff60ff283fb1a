import type { Certificate } from '@/lib/pki/certificate'
import type { Crl } from '@/lib/pki/crl'
import { hcRolesOf } from '@/lib/pki/hpki/hc-role'
import type { HpkiFindingCode } from '@/lib/pki/hpki/hpki.findings'
import { judgeHpkiCertificate } from '@/lib/pki/hpki/judge-hpki-certificate'
import { validatePath } from '@/lib/pki/path/validate-path'
import type { PkiFinding, PkiFindingCode } from '@/lib/pki/pki.findings'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { type CauseCode, type FindingCode, findingFacts } from '../xades.findings'
import type { EmbeddedValues } from './embedded-values'
import type { Verification } from './verification'

/** All that the verdict on a signer depends on. */
export type SignerQuestion = {
  certificate: Certificate
  kind: DocumentKind
  embedded: EmbeddedValues
  baseTime: Date
  /** Whether a time-stamp proves that the signature existed at the base time. */
  isBaseTimeProven: boolean
  /** When a CRL is known to have existed; the time of the question by default. */
  crlProvenAt?: (crl: Crl) => Date
  verification: Verification
}

/** `roles`: of the certificate. `cause`: code of the certificate's own finding. */
export type SignerVerdict = {
  findings: readonly { code: FindingCode; cause: CauseCode }[]
  roles: readonly string[]
}

export type JudgeSigner = (question: SignerQuestion) => SignerVerdict

/**
 * Path, policies, nonRepudiation, validity and revocation at the base time, and the role that the kind of signature asks for (V13).
 * Embedded values are candidates only (V18).
 */
export function judgeSigner(question: SignerQuestion): SignerVerdict {
  const { certificate, kind, embedded, baseTime, isBaseTimeProven, crlProvenAt, verification } = question
  const { signer, profiles, at, validationTime = at } = verification
  const verdict = validatePath({
    ...signer,
    certificate,
    intermediates: [...signer.intermediates, ...embedded.certificates],
    crls: [...signer.crls, ...embedded.crls],
    at: baseTime,
    isUsedBefore: !isBaseTimeProven,
    validationTime,
    ...(crlProvenAt === undefined ? {} : { crlProvenAt }),
    requiredKeyUsage: ['nonRepudiation'],
  })
  const { result } = verdict
  const ofPath =
    result === 'VALID' ? [] : verdict.findings.map((one) => ({ code: codeOf(one, result), cause: one.code }))
  const ofProfile = judgeHpkiCertificate(certificate, profiles[kind]).map(({ code }) => {
    return { code: profileCodeOf(code), cause: code }
  })
  return { findings: [...ofPath, ...ofProfile], roles: hcRolesOf(certificate) ?? [] }
}

function profileCodeOf(code: HpkiFindingCode): FindingCode {
  if (code.startsWith('hc_role_')) return 'signer_role_mismatch'
  return code.startsWith('key_usage_') ? 'signer_key_usage' : 'signer_certificate_invalid'
}

/** A finding about a CA above the signer is a fault of the path, whatever it is. */
function codeOf({ code, place }: PkiFinding, result: 'INVALID' | 'INDETERMINATE'): FindingCode {
  if (code === 'anchor_outside_trust_period') return 'signer_path_not_found'
  const own = place === undefined || place.index === 0 ? ownCodes[code] : undefined
  if (own !== undefined && findingFacts[own].result === result) return own
  if (code === 'certificate_expired_no_poe') return 'signer_certificate_expired_no_poe'
  if (code === 'crl_no_poe') return 'signer_revocation_no_poe'
  if (result === 'INDETERMINATE' && isAboutRevocation(code)) return 'signer_revocation_unknown'
  return result === 'INVALID' ? 'signer_certificate_invalid' : 'signer_certificate_indeterminate'
}

const ownCodes: Readonly<Partial<Record<PkiFindingCode, FindingCode>>> = {
  certificate_revoked: 'signer_certificate_revoked',
  certificate_suspended: 'signer_certificate_suspended',
  certificate_expired: 'signer_certificate_expired',
  certificate_not_yet_valid: 'signer_certificate_not_yet_valid',
  key_usage_missing: 'signer_key_usage',
  path_not_found: 'signer_path_not_found',
}

function isAboutRevocation(code: PkiFindingCode): boolean {
  return code.startsWith('crl_') || code.startsWith('revocation_')
}
