import type { Certificate } from '@/lib/pki/certificate'
import { decodeHcRole } from '@/lib/pki/hpki/hc-role'
import type { HpkiFindingCode } from '@/lib/pki/hpki/hpki.findings'
import { judgeHpkiCertificate } from '@/lib/pki/hpki/judge-hpki-certificate'
import { validatePath } from '@/lib/pki/path/validate-path'
import type { PkiFinding, PkiFindingCode } from '@/lib/pki/pki.findings'
import { type FindingCode, findingFacts } from '../xades.findings'
import type { EmbeddedValues } from './embedded-values'
import type { Report, SignatureParts } from './signature-parts'
import type { Verification } from './verification'

type Question = { embedded: EmbeddedValues; baseTime: Date; verification: Verification; report: Report }

/**
 * Path, policies, nonRepudiation, validity and revocation at the base time, and the role that the kind of signature asks for (V13).
 * Embedded values are candidates only (V18).
 * @returns the roles of the certificate
 */
export function judgeSigner(
  certificate: Certificate,
  { keyInfo, kind }: SignatureParts,
  { embedded, baseTime, verification, report }: Question,
): readonly string[] {
  const { signer, profiles, at, validationTime = at } = verification
  const verdict = validatePath({
    ...signer,
    certificate,
    intermediates: [...signer.intermediates, ...embedded.certificates],
    crls: [...signer.crls, ...embedded.crls],
    at: baseTime,
    validationTime,
    requiredKeyUsage: ['nonRepudiation'],
  })
  if (verdict.result !== 'VALID') {
    for (const finding of verdict.findings) report(codeOf(finding, verdict.result), keyInfo, finding.code)
  }
  for (const { code } of judgeHpkiCertificate(certificate, profiles[kind])) report(profileCodeOf(code), keyInfo, code)
  const { subjectDirectoryAttributes: attributes } = certificate
  return attributes === null ? [] : (decodeHcRole(attributes) ?? [])
}

function profileCodeOf(code: HpkiFindingCode): FindingCode {
  if (code.startsWith('hc_role_')) return 'signer_role_mismatch'
  return code.startsWith('key_usage_') ? 'signer_key_usage' : 'signer_certificate_invalid'
}

/** A finding about a CA above the signer is a fault of the path, whatever it is. */
function codeOf({ code, place }: PkiFinding, result: 'INVALID' | 'INDETERMINATE'): FindingCode {
  const own = place === undefined || place.index === 0 ? ownCodes[code] : undefined
  if (own !== undefined && findingFacts[own].result === result) return own
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
