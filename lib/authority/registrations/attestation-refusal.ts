import type { AppError } from '@/lib/kernel/app-error'
import type { RejectedVerdict } from '@/lib/webauthn/webauthn'
import type { FindingCode } from '@/lib/webauthn/webauthn.findings'
import { malformedResponse } from '../phones/assertion-refusal'
import { phoneError } from '../phones/phone.errors'

type RefusalCode =
  | 'phone.user_not_verified'
  | 'phone.key_not_supported'
  | 'phone.synced_not_allowed'
  | 'phone.attestation_required'

/**
 * The code sent to the phone for a finding; first those that another phone or another place for the key repairs. A finding that
 * is not listed (another page, another challenge, a forged statement) makes it `phone.rejected`.
 */
const byFinding: readonly (readonly [RefusalCode, readonly FindingCode[]])[] = [
  [
    'phone.key_not_supported',
    ['algorithm_not_offered', 'public_key_invalid', 'credential_id_length', 'backup_state_impossible'],
  ],
  ['phone.synced_not_allowed', ['synced_passkey']],
  [
    'phone.attestation_required',
    [
      'attestation_not_evaluated',
      'attestation_insufficient',
      'attestation_missing',
      'attestation_untrusted',
      'model_unproven',
      'model_not_allowed',
      'model_compromised',
    ],
  ],
  ['phone.user_not_verified', ['user_not_verified', 'user_not_present']],
]

/**
 * The public code of a refused registration, so that the first refusal says what helps. Every caller that may answer has the card
 * and its password, and the code concerns only the caller's own answer. Unreadable members are `request.malformed`. The findings go
 * into `detail`, for audit and log.
 */
export function attestationRefusal(verdict: RejectedVerdict): AppError {
  const { findings, malformed } = verdict
  const detail = findings.map(({ code }) => code).join(' ')
  if (malformed) return malformedResponse(findings, detail)
  const refusals = findings.filter(({ severity }) => severity !== 'warning').map(({ code }) => code)
  const ranks = refusals.map((code) => byFinding.findIndex(([, known]) => known.includes(code)))
  const first = ranks.includes(-1) ? undefined : byFinding[Math.min(...ranks)]
  return phoneError(first?.[0] ?? 'phone.rejected', { detail })
}
