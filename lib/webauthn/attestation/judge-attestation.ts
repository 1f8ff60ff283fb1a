import type { AttestationFormat, RegistrationPolicy } from '../webauthn'
import { type Finding, type FindingCode, toFinding } from '../webauthn.findings'
import { judgeAndroidKey } from './android-key'
import { judgeApple } from './apple'
import { endsInAnchor } from './certificate-path'
import { judgePacked } from './packed'
import type { AttestationInput, StatementVerdict } from './statement'
import { compromisedStatus, trustAnchorsOf } from './trust-anchors'

type AttestationVerdict = { findings: Finding[]; aaguidProven: boolean }

/** One judge per format. The formats without one belong to authenticators that are no phones; they never prove anything. */
const judges: Readonly<Record<AttestationFormat, (input: AttestationInput) => StatementVerdict>> = {
  none: ({ attStmt }) => (attStmt.size === 0 ? { kind: 'none' } : { kind: 'invalid', detail: 'statement under none' }),
  packed: judgePacked,
  'android-key': judgeAndroidKey,
  apple: judgeApple,
  tpm: () => ({ kind: 'not_evaluated' }),
  'fido-u2f': () => ({ kind: 'not_evaluated' }),
  'android-safetynet': () => ({ kind: 'not_evaluated' }),
}

/** Formats of the IANA registry (RFC 8809) that are known by name here. */
export function findAttestationFormat(fmt: unknown): AttestationFormat | null {
  const formats: readonly AttestationFormat[] = [
    'none',
    'packed',
    'android-key',
    'apple',
    'tpm',
    'fido-u2f',
    'android-safetynet',
  ]
  return formats.find((format) => format === fmt) ?? null
}

/**
 * WebAuthn L3 §7.1 steps 21–24: judges the statement, its chain against the configured anchors and the model against the
 * policy (R7, R8, R9, AT-06, AT-07). Makes no connection and knows no built-in roots: what is not configured is not trusted.
 */
export function judgeAttestation(
  format: AttestationFormat,
  input: AttestationInput,
  context: { policy: RegistrationPolicy; aaguid: string; at: Date },
): AttestationVerdict {
  const statement = judges[format](input)
  if (statement.kind === 'malformed') {
    return unproven(toFinding('attestation_statement_malformed', 'malformed', { detail: statement.detail }))
  }
  if (statement.kind === 'invalid') {
    return unproven(toFinding('attestation_invalid', 'refused', { detail: statement.detail }))
  }
  const { policy, aaguid, at } = context
  const anchored = statement.kind === 'chain' && endsInAnchor(statement.chain, trustAnchorsOf(policy, aaguid), at)
  const aaguidProven = anchored && statement.coversAaguid
  const findings = [...(anchored ? [] : judgeUnproven(statement, policy)), ...judgeModel(aaguid, aaguidProven, policy)]
  return { findings, aaguidProven }
}

function unproven(finding: Finding): AttestationVerdict {
  return { findings: [finding], aaguidProven: false }
}

function judgeUnproven(statement: StatementVerdict, policy: RegistrationPolicy): Finding[] {
  const code = codeOfUnproven(statement)
  if (policy.attestation === 'required') return [toFinding(code, 'refused')]
  if (policy.attestation === 'wanted' || code === 'attestation_not_evaluated') return [toFinding(code, 'warning')]
  return []
}

function codeOfUnproven(statement: StatementVerdict): FindingCode {
  if (statement.kind === 'chain') return 'attestation_untrusted'
  return statement.kind === 'not_evaluated' ? 'attestation_not_evaluated' : 'attestation_missing'
}

/** A list of models is only satisfied by a proven model, whatever the rest of the policy says (AT-06). */
function judgeModel(aaguid: string, aaguidProven: boolean, policy: RegistrationPolicy): Finding[] {
  if (!aaguidProven) return policy.allowedAaguids.length > 0 ? [toFinding('model_unproven', 'refused')] : []
  const findings: Finding[] = []
  if (policy.allowedAaguids.length > 0 && !policy.allowedAaguids.includes(aaguid)) {
    findings.push(toFinding('model_not_allowed', 'refused', { detail: aaguid }))
  }
  const status = compromisedStatus(policy.metadata, aaguid)
  if (status !== null) findings.push(toFinding('model_compromised', 'refused', { detail: status }))
  return findings
}
