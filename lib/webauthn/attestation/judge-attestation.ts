import type { Certificate } from '@/lib/pki/certificate'
import type { CborMap, CborValue } from '../cbor/read-cbor'
import type { RegistrationPolicy } from '../webauthn'
import { type Finding, type FindingCode, toFinding } from '../webauthn.findings'
import { endsInAnchor } from './certificate-path'
import { judgeStatement } from './judge-statement'
import type { AttestationInput, StatementVerdict } from './statement'
import { compromisedStatus, trustAnchorsOf } from './trust-anchors'

/** `isProven`: a chain of the statement ends in a configured anchor. `aaguidProven`: and it covers the AAGUID. */
export type AttestationVerdict = { findings: Finding[]; isProven: boolean; aaguidProven: boolean }

type Chain = Extract<StatementVerdict, { kind: 'chain' }>
type Context = { policy: RegistrationPolicy; aaguid: string; at: Date }

/**
 * WebAuthn L3 §7.1 steps 21–24 in three grades. A statement is *proven* when its chain ends in a configured anchor; *forged* when
 * its signature is wrong or it contradicts the credential, and then it is refused under every policy, like one that is not the
 * syntax of its format; everything else is *unproven* and is refused only where proof is required (R7, R8, R9, AT-06, AT-07,
 * AT-44). Makes no connection and knows no built-in roots: what is not configured is not trusted.
 */
export function judgeAttestation(
  fmt: string,
  attStmt: CborMap | CborValue[],
  about: Omit<AttestationInput, 'attStmt'>,
  context: Context,
): AttestationVerdict {
  const statements = judgeStatement(fmt, attStmt, about)
  for (const statement of statements) {
    if (statement.kind === 'malformed') {
      return refused(toFinding('attestation_statement_malformed', 'malformed', { detail: statement.detail }))
    }
    if (statement.kind === 'forged') {
      return refused(toFinding('attestation_invalid', 'refused', { detail: statement.detail }))
    }
  }
  const { policy, aaguid, at } = context
  const anchors = trustAnchorsOf(policy, aaguid, at)
  const chains = statements.filter((statement): statement is Chain => statement.kind === 'chain')
  const anchored = chains.filter(({ chain }) => endsInAnchor(chain, anchors, at))
  const vouching = anchored.find(({ coversAaguid }) => coversAaguid)
  const findings = [
    ...(anchored.length > 0 ? [] : judgeUnproven(statements, policy)),
    ...judgeModel(vouching !== undefined, context),
    ...judgeCompromise(anchored, anchors, context),
  ]
  return { findings, isProven: anchored.length > 0, aaguidProven: vouching !== undefined }
}

function refused(finding: Finding): AttestationVerdict {
  return { findings: [finding], isProven: false, aaguidProven: false }
}

/** The code of the statement that came closest to proof. */
function judgeUnproven(statements: readonly StatementVerdict[], policy: RegistrationPolicy): Finding[] {
  if (policy.attestation === 'none') return []
  const codes = statements.map(({ kind }) => codeByKind[kind])
  const code = byCloseness.find((each) => codes.includes(each)) ?? 'attestation_missing'
  const detail = statements.flatMap((statement) => ('detail' in statement ? [statement.detail] : [])).join(', ')
  const severity = policy.attestation === 'required' ? 'refused' : 'warning'
  return [toFinding(code, severity, detail === '' ? {} : { detail: detail.slice(0, 255) })]
}

const codeByKind: Readonly<Record<StatementVerdict['kind'], FindingCode>> = {
  none: 'attestation_missing',
  self: 'attestation_missing',
  chain: 'attestation_untrusted',
  insufficient: 'attestation_insufficient',
  not_evaluated: 'attestation_not_evaluated',
  malformed: 'attestation_statement_malformed',
  forged: 'attestation_invalid',
}

const byCloseness: readonly FindingCode[] = [
  'attestation_untrusted',
  'attestation_insufficient',
  'attestation_not_evaluated',
]

/** A list of models is only satisfied by a proven model, whatever the rest of the policy says (AT-06). */
function judgeModel(isProven: boolean, { policy, aaguid }: Context): Finding[] {
  if (policy.allowedAaguids.length === 0) return []
  if (!isProven) return [toFinding('model_unproven', 'refused')]
  return policy.allowedAaguids.includes(aaguid) ? [] : [toFinding('model_not_allowed', 'refused', { detail: aaguid })]
}

/**
 * A model that the metadata report as compromised proves nothing any more: refused where proof is required or models are listed, else
 * a warning.
 */
function judgeCompromise(
  chains: readonly Chain[],
  anchors: readonly Certificate[],
  { policy, aaguid, at }: Context,
): Finding[] {
  const isStrict = policy.attestation === 'required' || policy.allowedAaguids.length > 0
  for (const { chain } of chains) {
    const status = compromisedStatus(policy.metadata, { aaguid, chain, anchors, at })
    if (status !== null) {
      return [toFinding('model_compromised', isStrict ? 'refused' : 'warning', { detail: status })]
    }
  }
  return []
}
