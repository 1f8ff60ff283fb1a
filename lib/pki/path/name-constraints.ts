import type { Certificate } from '../certificate'
import type { NameConstraints } from '../certificate-extensions'
import type { GeneralName } from '../general-name'
import type { PkiFindingCode } from '../pki.findings'
import { OID } from '../pki.oids'
import { relateToSubtree } from './name-matching'

/**
 * permitted_subtrees and excluded_subtrees (RFC 5280 §6.1.2 (b), (c)). Each certificate's permitted subtrees are kept apart: a
 * name has to lie in one of each, which is their intersection.
 */
export type NameConstraintState = {
  permitted: (readonly GeneralName[])[]
  excluded: GeneralName[]
  comparisonsLeft: number
}

const maxComparisons = 100_000
/** id-on-SmtpUTF8Mailbox, as an otherName begins with it. */
const smtpUtf8Mailbox = '06082b06010505070809'

export function startNameConstraints(): NameConstraintState {
  return { permitted: [], excluded: [], comparisonsLeft: maxComparisons }
}

/** RFC 5280 §6.1.4 (g): adds what a CA certificate restricts. */
export function addNameConstraints(state: NameConstraintState, constraints: NameConstraints | null): void {
  if (constraints?.permitted) state.permitted.push(constraints.permitted)
  if (constraints?.excluded) state.excluded.push(...constraints.excluded)
}

/** RFC 5280 §6.1.3 (b), (c): every name of the certificate, its subject's e-mail addresses included. */
export function judgeNames(state: NameConstraintState, certificate: Certificate): PkiFindingCode | null {
  for (const name of namesOf(certificate)) {
    const comparisons = state.excluded.length + state.permitted.reduce((sum, subtrees) => sum + subtrees.length, 0)
    state.comparisonsLeft -= comparisons
    if (state.comparisonsLeft < 0) return 'name_limit_reached'
    const finding = judgeName(state, name)
    if (finding !== null) return finding
  }
  return null
}

function judgeName({ permitted, excluded }: NameConstraintState, name: GeneralName): PkiFindingCode | null {
  const relations = ofKind(excluded, name).map((base) => relateToSubtree(name, base))
  if (relations.includes('within')) return 'name_excluded'
  if (relations.includes('unsupported')) return 'name_constraint_unsupported'
  for (const subtrees of permitted) {
    const sameKind = ofKind(subtrees, name).map((base) => relateToSubtree(name, base))
    if (sameKind.includes('unsupported')) return 'name_constraint_unsupported'
    if (sameKind.length > 0 && !sameKind.includes('within')) return 'name_not_permitted'
  }
  return null
}

/** An internationalised mailbox is limited like any other (RFC 9598 §6); this validator cannot compare it. */
function ofKind(subtrees: readonly GeneralName[], name: GeneralName): GeneralName[] {
  const isMailbox = name.kind === 'other' && name.hex.startsWith(smtpUtf8Mailbox)
  return subtrees.filter(({ kind }) => kind === name.kind || (isMailbox && kind === 'email'))
}

function namesOf({ subject, subjectAltNames }: Certificate): GeneralName[] {
  const subjectName: GeneralName[] = subject.rdns.length > 0 ? [{ kind: 'directory', name: subject }] : []
  const mailboxes = subject.rdns.flat().flatMap(({ type, text }): GeneralName[] => {
    return type === OID.emailAddress && text !== null ? [{ kind: 'email', text }] : []
  })
  return [...subjectName, ...subjectAltNames, ...mailboxes]
}
