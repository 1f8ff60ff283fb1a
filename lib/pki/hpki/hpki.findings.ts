/** What can be wrong with an HPKI signature certificate, with its source. Every one of them refuses the certificate. */
export const hpkiFindingFacts = {
  certificate_is_ca: 'HPKI profile, basicConstraints',
  subject_incomplete: 'HPKI profile, subject',
  key_usage_not_critical: 'HPKI profile, keyUsage',
  key_usage_not_signing: 'HPKI profile, keyUsage',
  extended_key_usage_present: 'HPKI profile, extKeyUsage',
  policies_missing: 'HPKI profile, certificatePolicies',
  policies_not_critical: 'HPKI profile, certificatePolicies',
  policy_not_accepted: 'HPKI profile, certificatePolicies',
  hc_role_missing: 'ISO 17090-2, hcRole',
  hc_role_malformed: 'ISO 17090-2, hcRole',
  hc_role_ambiguous: 'HPKI profile, hcRole',
  hc_role_not_allowed: 'HPKI profile, hcRole',
} as const

export type HpkiFindingCode = keyof typeof hpkiFindingFacts

/** `detail` is for the log, never localised and never decided upon. */
export type HpkiFinding = { code: HpkiFindingCode; clause: string; detail?: string }

/** Makes a finding and fills in its source. */
export function hpkiFinding(code: HpkiFindingCode, detail?: string): HpkiFinding {
  return { code, clause: hpkiFindingFacts[code], ...(detail === undefined ? {} : { detail }) }
}
