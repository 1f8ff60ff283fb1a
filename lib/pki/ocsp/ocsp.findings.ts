import type { VerdictResult } from '@/lib/vocabulary/verdict-result'
import type { PkiFinding } from '../pki.findings'

type Weight = 'invalid' | 'indeterminate'

/**
 * Every finding about an OCSP response. All are undecided by nature: an answer that cannot be used says nothing about the
 * certificate; only a forged one is proven wrong.
 */
const findings = {
  response_malformed: ['invalid', 'RFC 6960 §4.2.1'],
  response_too_large: ['indeterminate', 'limit'],
  response_not_successful: ['indeterminate', 'RFC 6960 §4.2.1'],
  response_type_unsupported: ['indeterminate', 'RFC 6960 §4.2.1'],
  response_extension_unknown: ['indeterminate', 'RFC 6960 §4.4'],
  responder_id_mismatch: ['indeterminate', 'RFC 6960 §4.2.2.3'],
  responder_unauthorized: ['indeterminate', 'RFC 6960 §4.2.2.2'],
  response_signature_invalid: ['invalid', 'RFC 6960 §3.2'],
  answer_missing: ['indeterminate', 'RFC 6960 §3.2'],
  answer_ambiguous: ['indeterminate', 'RFC 6960 §3.2'],
  answer_not_yet_valid: ['indeterminate', 'RFC 6960 §4.2.2.1'],
  answer_stale: ['indeterminate', 'RFC 6960 §4.2.2.1'],
  answer_issued_after_expiry: ['indeterminate', 'RFC 6960 §4.4.4'],
  answer_without_next_update: ['indeterminate', 'RFC 6960 §4.2.2.1'],
  nonce_mismatch: ['invalid', 'RFC 9654 §2.1'],
  nonce_missing: ['indeterminate', 'RFC 9654 §2.1'],
} as const satisfies Record<string, readonly [Weight, string]>

export type OcspFindingCode = keyof typeof findings

/** One reason why an answer cannot be used. `detail` is for the log, never decided upon. */
export type OcspFinding = { code: OcspFindingCode; clause: string; detail?: string }

/** A finding of the response itself, or of the path of its responder. */
export type OcspVerdictFinding = OcspFinding | PkiFinding

/** Makes a finding and fills in its clause. */
export function ocspFinding(code: OcspFindingCode, detail?: string): OcspFinding {
  const clause = findings[code][1]
  return detail === undefined ? { code, clause } : { code, clause, detail }
}

/** INVALID when the response is proven wrong, INDETERMINATE when it cannot be used, VALID without findings. */
export function resultOfOcsp(list: readonly OcspFinding[]): VerdictResult {
  if (list.length === 0) return 'VALID'
  return list.some(({ code }) => findings[code][0] === 'invalid') ? 'INVALID' : 'INDETERMINATE'
}
