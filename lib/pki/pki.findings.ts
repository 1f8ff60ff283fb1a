import type { VerdictResult } from '@/lib/vocabulary/verdict-result'

/** How a finding weighs: `invalid` is proven wrong, `indeterminate` could not be decided. Neither is ever VALID. */
type Weight = 'invalid' | 'indeterminate'

/** Every finding about certificates, CRLs and paths: its weight and the clause it comes from. Codes are stable. */
export const pkiFindingFacts = {
  der_malformed: ['invalid', 'X.690 §10'],
  der_too_large: ['indeterminate', 'limit'],
  der_too_deep: ['indeterminate', 'limit'],
  certificate_malformed: ['invalid', 'RFC 5280 §4.1'],
  crl_malformed: ['invalid', 'RFC 5280 §5.1'],
  name_malformed: ['invalid', 'RFC 5280 §4.1.2.4'],
  extension_malformed: ['invalid', 'RFC 5280 §4.2'],
  extension_duplicate: ['invalid', 'RFC 5280 §4.2'],
  public_key_malformed: ['invalid', 'RFC 3279 §2.3'],
  algorithm_unsupported: ['indeterminate', 'RFC 5280 §4.1.1.2'],
  algorithm_mismatch: ['invalid', 'RFC 5280 §4.1.1.2'],
  algorithm_too_weak: ['invalid', 'RFC 8301 §3'],
  key_too_weak: ['invalid', 'SP 800-131A §3'],
  key_unsupported: ['indeterminate', 'RFC 3279 §2.3'],
  time_undefined: ['indeterminate', 'RFC 5280 §6.1.1 (b)'],
  path_not_found: ['indeterminate', 'RFC 4158 §2'],
  anchor_outside_trust_period: ['indeterminate', 'RFC 5280 §6.1.1 (d)'],
  path_limit_reached: ['indeterminate', 'limit'],
  signature_invalid: ['invalid', 'RFC 5280 §6.1.3 (a)(1)'],
  certificate_not_yet_valid: ['invalid', 'RFC 5280 §6.1.3 (a)(2)'],
  certificate_expired: ['invalid', 'RFC 5280 §6.1.3 (a)(2)'],
  certificate_expired_no_poe: ['indeterminate', 'ETSI EN 319 102-1 §5.6.2.2'],
  certificate_revoked: ['invalid', 'RFC 5280 §6.1.3 (a)(3)'],
  certificate_suspended: ['indeterminate', 'RFC 5280 §5.3.1'],
  issuer_name_mismatch: ['invalid', 'RFC 5280 §6.1.3 (a)(4)'],
  name_not_permitted: ['invalid', 'RFC 5280 §6.1.3 (b)'],
  name_excluded: ['invalid', 'RFC 5280 §6.1.3 (c)'],
  name_constraint_unsupported: ['invalid', 'RFC 5280 §4.2.1.10'],
  name_limit_reached: ['indeterminate', 'limit'],
  policy_missing: ['invalid', 'RFC 5280 §6.1.3 (f)'],
  policy_qualifier_unknown: ['invalid', 'RFC 5280 §4.2.1.4'],
  policy_mapping_invalid: ['invalid', 'RFC 5280 §6.1.4 (a)'],
  policy_limit_reached: ['indeterminate', 'limit'],
  version_too_old: ['invalid', 'RFC 5280 §6.1.4 (k)'],
  issuer_not_ca: ['invalid', 'RFC 5280 §6.1.4 (k)'],
  path_length_exceeded: ['invalid', 'RFC 5280 §6.1.4 (l)'],
  key_cert_sign_missing: ['invalid', 'RFC 5280 §6.1.4 (n)'],
  critical_extension_unknown: ['invalid', 'RFC 5280 §6.1.4 (o)'],
  key_usage_missing: ['invalid', 'RFC 5280 §4.2.1.3'],
  extended_key_usage_missing: ['invalid', 'RFC 5280 §4.2.1.12'],
  revocation_unknown: ['indeterminate', 'RFC 5280 §6.3.3'],
  revocation_limit_reached: ['indeterminate', 'limit'],
  crl_not_yet_valid: ['indeterminate', 'RFC 5280 §5.1.2.4'],
  crl_stale: ['indeterminate', 'RFC 5280 §6.3.3 (a)'],
  crl_without_next_update: ['indeterminate', 'RFC 5280 §5.1.2.5'],
  crl_issued_after_expiry: ['indeterminate', 'RFC 5280 §3.3'],
  crl_critical_extension_unknown: ['indeterminate', 'RFC 5280 §5.2'],
  crl_entry_extension_unknown: ['indeterminate', 'RFC 5280 §5.3'],
  crl_out_of_scope: ['indeterminate', 'RFC 5280 §6.3.3 (b)'],
  crl_no_poe: ['indeterminate', 'ETSI EN 319 102-1 §5.6.2.2'],
  crl_signer_untrusted: ['indeterminate', 'RFC 5280 §6.3.3 (f)'],
  crl_reasons_incomplete: ['indeterminate', 'RFC 5280 §6.3.3 (e)'],
} as const satisfies Record<string, readonly [Weight, string]>

export type PkiFindingCode = keyof typeof pkiFindingFacts

/** The certificate a finding is about: `index` counts from 0, the certificate that was asked about, towards the anchor. */
export type CertificatePlace = { index: number; subject: string; serialNumber: string }

/** One thing that is wrong or undecided. `detail` is for the log, never localised and never decided upon. */
export type PkiFinding = { code: PkiFindingCode; clause: string; place?: CertificatePlace; detail?: string }

/** Makes a finding and fills in its clause. */
export function pkiFinding(
  code: PkiFindingCode,
  about: { place?: CertificatePlace; detail?: string } = {},
): PkiFinding {
  return { code, clause: pkiFindingFacts[code][1], ...about }
}

/** INVALID when something is proven wrong, INDETERMINATE when something is undecided, VALID without findings. */
export function resultOfFindings(list: readonly PkiFinding[]): VerdictResult {
  if (list.length === 0) return 'VALID'
  return list.some(({ code }) => pkiFindingFacts[code][0] === 'invalid') ? 'INVALID' : 'INDETERMINATE'
}
