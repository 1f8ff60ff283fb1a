import { AppError } from '@/lib/kernel/app-error'
import type { RejectedVerdict } from '@/lib/webauthn/webauthn'

/**
 * The public code of a refused assertion: `request.malformed` with the members at fault, `assertion.counter_regression` when a
 * rightly signed answer has nothing else against it, `assertion.rejected` for all the rest alike (A5, A9, A10). The findings go
 * into `detail`, for audit and log.
 */
export function assertionRefusal(verdict: RejectedVerdict): AppError {
  const { findings } = verdict
  const detail = findings.map(({ code }) => code).join(' ')
  if (verdict.malformed) return malformedResponse(findings, detail)
  const isRegression = findings.length > 0 && findings.every(({ code }) => code === 'counter_regressed')
  return new AppError(isRegression ? 'assertion.counter_regression' : 'assertion.rejected', { detail })
}

/** `request.malformed` naming the members of the WebAuthn answer that could not be read. */
export function malformedResponse(findings: RejectedVerdict['findings'], detail: string): AppError {
  const invalidParams = findings
    .filter(({ severity }) => severity === 'malformed')
    .map(({ code, field }) => ({ name: field ? `response.${field}` : 'response', reason: code }))
  return new AppError('request.malformed', { detail, invalidParams })
}
