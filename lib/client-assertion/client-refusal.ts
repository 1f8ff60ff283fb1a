import type { ClientRefusalReason } from '@/lib/vocabulary/client-refusal-reason'
import type { ClientAssertionRefusal } from './verify-client-assertion'

/** Why a client is refused: `why` for audit and log; `publicReason` for the client itself, `null` where it has proved no key. */
export type ClientRefusal = { why: string; publicReason: ClientRefusalReason | null }

/** An assertion whose `jti` was seen before. */
export const replayedAssertion: ClientRefusal = { why: 'assertion replayed', publicReason: 'assertion' }

/** Reasons that are found before a signature was right. */
const unproven: ReadonlySet<ClientAssertionRefusal['reason']> = new Set([
  'header',
  'unknown kid',
  'algorithm',
  'signature',
])

/**
 * What is recorded and answered for a refused assertion. A client that proved the key learns that the clock or another claim is wrong, so
 * that it does not doubt its registration; a stranger learns nothing (AT-34, AT-49).
 */
export function toClientRefusal({ reason, isClockSkew }: ClientAssertionRefusal): ClientRefusal {
  if (unproven.has(reason)) return { why: reason, publicReason: null }
  return isClockSkew
    ? { why: `clock skew: ${reason}`, publicReason: 'clock_skew' }
    : { why: reason, publicReason: 'assertion' }
}
