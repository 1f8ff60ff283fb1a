import type { VerdictResult } from '@/lib/vocabulary/verdict-result'
import type { PkiFinding } from '../pki.findings'

type Weight = 'invalid' | 'indeterminate'

/** Every finding about time-stamp tokens and responses: its weight and the clause it comes from. Codes are stable. */
export const timestampFindingFacts = {
  token_malformed: ['invalid', 'RFC 3161 §2.4.2'],
  token_too_large: ['indeterminate', 'limit'],
  response_malformed: ['invalid', 'RFC 3161 §2.4.2'],
  response_rejected: ['indeterminate', 'RFC 3161 §2.4.2'],
  response_modified: ['indeterminate', 'RFC 3161 §2.4.2'],
  content_type_wrong: ['invalid', 'RFC 3161 §2.4.2'],
  signer_count_wrong: ['invalid', 'RFC 3161 §2.4.2'],
  tst_info_malformed: ['invalid', 'RFC 3161 §2.4.2'],
  tst_info_extension_unknown: ['indeterminate', 'RFC 3161 §2.4.2'],
  imprint_algorithm_too_weak: ['invalid', 'RFC 3161 §2.4.1'],
  imprint_algorithm_unsupported: ['indeterminate', 'RFC 3161 §2.4.1'],
  imprint_mismatch: ['invalid', 'RFC 3161 §2.2'],
  nonce_mismatch: ['invalid', 'RFC 3161 §2.4.2'],
  policy_not_accepted: ['invalid', 'RFC 3161 §2.4.2'],
  gen_time_too_late: ['indeterminate', 'RFC 3161 §2.2'],
  gen_time_too_early: ['indeterminate', 'RFC 3161 §2.2'],
  accuracy_too_low: ['indeterminate', 'RFC 3161 §2.4.2'],
  signed_attributes_wrong: ['invalid', 'RFC 5652 §5.3'],
  message_digest_mismatch: ['invalid', 'RFC 5652 §11.2'],
  signer_certificate_missing: ['indeterminate', 'RFC 3161 §2.4.1'],
  ess_cert_id_missing: ['invalid', 'RFC 5816 §2.2.1'],
  ess_cert_id_mismatch: ['invalid', 'RFC 5816 §2.2.1'],
  signature_algorithm_too_weak: ['invalid', 'SP 800-131A §3'],
  signature_algorithm_unsupported: ['indeterminate', 'RFC 5652 §5.3'],
  token_signature_invalid: ['invalid', 'RFC 5652 §5.6'],
  tsa_certificate_malformed: ['invalid', 'RFC 5280 §4.1'],
  tsa_usage_wrong: ['invalid', 'RFC 3161 §2.3'],
} as const satisfies Record<string, readonly [Weight, string]>

export type TimestampFindingCode = keyof typeof timestampFindingFacts

/** One thing that is wrong or undecided about a token. `detail` is for the log, never decided upon. */
export type TimestampFinding = { code: TimestampFindingCode; clause: string; detail?: string }

/** Makes a finding and fills in its clause. */
export function timestampFinding(code: TimestampFindingCode, detail?: string): TimestampFinding {
  const clause = timestampFindingFacts[code][1]
  return detail === undefined ? { code, clause } : { code, clause, detail }
}

/** INVALID when something is proven wrong, INDETERMINATE when something is undecided; the path's result counts as well. */
export function resultOfTimestamp(list: readonly TimestampFinding[], pathResult: VerdictResult): VerdictResult {
  const weights = list.map(({ code }) => timestampFindingFacts[code][0])
  if (pathResult === 'INVALID' || weights.includes('invalid')) return 'INVALID'
  return pathResult === 'INDETERMINATE' || weights.length > 0 ? 'INDETERMINATE' : 'VALID'
}

/** A finding of the token itself, or of the path of its certificate. */
export type TimestampVerdictFinding = TimestampFinding | PkiFinding
