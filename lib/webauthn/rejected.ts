import type { RejectedVerdict } from './webauthn'
import type { Finding } from './webauthn.findings'

/** A rejected verdict that separates malformed answers (400) and wrong signatures (a try) from what a rule forbids (A9, A10). */
export function rejected(findings: Finding[]): RejectedVerdict {
  const malformed = findings.some(({ severity }) => severity === 'malformed')
  const signatureInvalid = !malformed && findings.some(({ severity }) => severity === 'signature')
  return { accepted: false, malformed, signatureInvalid, findings }
}
