/**
 * How a finding weighs. `malformed` is a 400 that never counts as a try (A10), `signature` is a wrong signature (the only
 * kind that may count as a try), `refused` is a well-formed answer that a rule forbids, `warning` is reported but accepted.
 */
export type FindingSeverity = 'malformed' | 'signature' | 'refused' | 'warning'

/** Every finding a verdict can carry, with the rule it proves. Codes are stable: callers decide on them, never on text. */
const ruleByCode = {
  response_malformed: 'O5',
  client_data_malformed: 'A10',
  authenticator_data_malformed: 'A10',
  attestation_object_malformed: 'A10',
  attestation_statement_malformed: 'A10',
  ceremony_type_mismatch: 'AT-27',
  challenge_mismatch: 'A6',
  origin_mismatch: 'AT-09',
  cross_origin: 'A3',
  top_origin_mismatch: 'A3',
  rp_id_mismatch: 'O2',
  user_not_present: 'O5',
  user_not_verified: 'O5',
  backup_state_impossible: 'R10',
  backup_eligibility_changed: 'A4',
  synced_passkey: 'R10',
  credential_id_mismatch: 'R2',
  credential_id_length: 'R3',
  credential_not_allowed: 'A1',
  user_handle_mismatch: 'A2',
  user_handle_missing: 'A2',
  algorithm_not_offered: 'R6',
  public_key_invalid: 'R5',
  signature_invalid: 'A9',
  counter_regressed: 'A5',
  attestation_not_evaluated: 'R7',
  attestation_insufficient: 'R7',
  attestation_invalid: 'R7',
  attestation_missing: 'R7',
  attestation_untrusted: 'AT-07',
  model_unproven: 'AT-06',
  model_not_allowed: 'R8',
  model_compromised: 'AT-45',
  library_refused: 'O5',
} as const

export type FindingCode = keyof typeof ruleByCode

/** One thing that is wrong or remarkable in an answer. `field` names the member of the answer, `detail` is for the log only. */
export type Finding = {
  code: FindingCode
  severity: FindingSeverity
  rule: string
  field?: string
  detail?: string
}

/** Makes a finding and fills in its rule. */
export function toFinding(
  code: FindingCode,
  severity: FindingSeverity,
  about: { field?: string; detail?: string } = {},
): Finding {
  return { code, severity, rule: ruleByCode[code], ...about }
}
