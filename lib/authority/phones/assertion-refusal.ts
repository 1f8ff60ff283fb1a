import type { AppError } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import type { RejectedVerdict } from '@/lib/webauthn/webauthn'
import type { FindingCode } from '@/lib/webauthn/webauthn.findings'
import { assertionError } from './assertion.errors'

/** The answer was not given to this page, or not for this challenge. Its other faults are not disclosed. */
const notOurs: readonly FindingCode[] = [
  'ceremony_type_mismatch',
  'challenge_mismatch',
  'origin_mismatch',
  'cross_origin',
  'top_origin_mismatch',
  'rp_id_mismatch',
]

/** The key that answered is not the one it was judged by: unknown, somebody else's, or a forged signature, all alike (A9). */
const otherKey: readonly FindingCode[] = [
  'credential_id_mismatch',
  'credential_not_allowed',
  'user_handle_mismatch',
  'user_handle_missing',
  'signature_invalid',
]

/** Reasons sent only after a signature by the right key: the first that applies, those that no further try can repair first. */
const byFinding = [
  ['backup_eligibility_changed', 'assertion.backup_eligibility_changed'],
  ['counter_regressed', 'assertion.counter_regression'],
  ['user_not_verified', 'assertion.user_not_verified'],
] as const satisfies readonly (readonly [FindingCode, string])[]

/**
 * The public code of a refused assertion, so that the first refusal says what helps. Order matters: an answer to another page or
 * challenge is `assertion.rejected`; then another key is `assertion.wrong_phone`, whether it is unknown, another holder's or
 * the signature wrong; what is left was signed by the right key, whose holder may know why (A4, A5, A9). Unreadable members are
 * `request.malformed`. The findings go into `detail`, for audit and log.
 */
export function assertionRefusal(verdict: RejectedVerdict): AppError {
  const { findings } = verdict
  const codes = findings.map(({ code }) => code)
  const detail = codes.join(' ')
  if (verdict.malformed) return malformedResponse(findings, detail)
  if (codes.some((code) => notOurs.includes(code))) return assertionError('assertion.rejected', { detail })
  if (codes.some((code) => otherKey.includes(code))) return assertionError('assertion.wrong_phone', { detail })
  const [, known] = byFinding.find(([finding]) => codes.includes(finding)) ?? []
  return assertionError(known ?? 'assertion.rejected', { detail })
}

/** `request.malformed` naming the members of the WebAuthn answer that could not be read. */
export function malformedResponse(findings: RejectedVerdict['findings'], detail: string): AppError {
  const invalidParams = findings
    .filter(({ severity }) => severity === 'malformed')
    .map(({ code, field }) => ({ name: field ? `response.${field}` : 'response', reason: code }))
  return requestError('request.malformed', { detail, invalidParams })
}
