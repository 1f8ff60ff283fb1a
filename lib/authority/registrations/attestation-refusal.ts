import { AppError } from '@/lib/kernel/app-error'
import type { RejectedVerdict } from '@/lib/webauthn/webauthn'
import type { FindingCode } from '@/lib/webauthn/webauthn.findings'
import { malformedResponse } from '../phones/assertion-refusal'

/** Findings that only say the phone is not of a kind the authority's policy wants. */
const policyFindings: ReadonlySet<FindingCode> = new Set([
  'attestation_not_evaluated',
  'attestation_insufficient',
  'attestation_missing',
  'attestation_untrusted',
  'model_unproven',
  'model_not_allowed',
  'model_compromised',
])

/**
 * The public code of a refused registration. A policy's code is told only when nothing else is wrong: `phone.synced_not_allowed`,
 * `phone.attestation_required`; unreadable members are `request.malformed`, all the rest is `phone.rejected`. The findings go
 * into `detail`, for audit and log.
 */
export function attestationRefusal(verdict: RejectedVerdict): AppError {
  const { findings, malformed } = verdict
  const detail = findings.map(({ code }) => code).join(' ')
  if (malformed) return malformedResponse(findings, detail)
  const refusals = findings.filter(({ severity }) => severity !== 'warning').map(({ code }) => code)
  if (refusals.every((code) => policyFindings.has(code))) return new AppError('phone.attestation_required', { detail })
  const isSynced = refusals.every((code) => code === 'synced_passkey' || policyFindings.has(code))
  return new AppError(isSynced ? 'phone.synced_not_allowed' : 'phone.rejected', { detail })
}
