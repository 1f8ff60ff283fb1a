import type { CborMap, CborValue } from '../cbor/read-cbor'
import { judgeAndroidKey } from './android-key'
import { judgeApple } from './apple'
import { judgePacked } from './packed'
import type { AttestationInput, StatementVerdict } from './statement'

type Format = {
  /** The members its syntax has; anything else in a statement would be bytes that are never read. */
  members: readonly string[]
  judge: (input: AttestationInput) => StatementVerdict
}

/**
 * One judge per format that a phone can prove something by. Every other format, registered (RFC 8809) or to come, is not
 * evaluated: an authority that does not ask for proof has no reason to refuse it.
 */
const formats: ReadonlyMap<string, Format> = new Map([
  [
    'none',
    {
      members: [],
      judge: () => ({ kind: 'none' }),
    },
  ],
  ['packed', { members: ['alg', 'sig', 'x5c'], judge: judgePacked }],
  ['android-key', { members: ['alg', 'sig', 'x5c'], judge: judgeAndroidKey }],
  // The first devices that sent it, with iOS 14, name the algorithm too.
  ['apple', { members: ['x5c', 'alg'], judge: judgeApple }],
])

/**
 * What an attestation statement proves (WebAuthn L3 §7.1 step 21): one verdict, or for `compound` one per statement inside
 * (§8.9). Judges no trust: that is `judgeAttestation`.
 */
export function judgeStatement(
  fmt: string,
  attStmt: CborMap | CborValue[],
  about: Omit<AttestationInput, 'attStmt'>,
): StatementVerdict[] {
  if (fmt === 'compound') return judgeCompound(attStmt, about)
  if (!(attStmt instanceof Map)) return [{ kind: 'malformed', detail: 'statement' }]
  const format = formats.get(fmt)
  if (format === undefined) return [{ kind: 'not_evaluated', detail: fmt }]
  const further = [...attStmt.keys()].filter((name) => typeof name !== 'string' || !format.members.includes(name))
  if (further.length > 0) return [{ kind: 'malformed', detail: 'member that the format does not have' }]
  return [format.judge({ ...about, attStmt })]
}

/** At least two statements, none of them compound again. */
function judgeCompound(attStmt: CborMap | CborValue[], about: Omit<AttestationInput, 'attStmt'>): StatementVerdict[] {
  if (!Array.isArray(attStmt) || attStmt.length < 2 || attStmt.length > 8) {
    return [{ kind: 'malformed', detail: 'compound' }]
  }
  return attStmt.flatMap((part): StatementVerdict[] => {
    const fmt = part instanceof Map && part.size === 2 ? part.get('fmt') : undefined
    const inner = part instanceof Map ? part.get('attStmt') : undefined
    if (typeof fmt !== 'string' || fmt === 'compound' || !(inner instanceof Map)) {
      return [{ kind: 'malformed', detail: 'compound' }]
    }
    return judgeStatement(fmt, inner, about)
  })
}
