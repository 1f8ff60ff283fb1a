import type { Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { RateLimit } from '@/lib/rate-limits/rate-limit'
import { releaseAttempt } from '@/lib/rate-limits/rate-limit.store'
import type { EndedSignIn } from './sign-in.store'

/** Sign-ins that may start at one terminal. */
export function terminalStarts(terminalKey: Id<'terminal'>): RateLimit {
  return { key: `sign_in_terminal:${terminalKey}`, limit: 20, windowSeconds: 600 }
}

/**
 * Gives back the starts of sign-ins that a phone has spoiled without proof, as the authority does: otherwise anybody who can see
 * the code keeps a terminal from starting (AT-37). To be called in the transaction that ended them, and before anything of it
 * locks the audit trail: each counter is locked until the end, in one order everywhere.
 */
export async function releaseSpoiledStarts(
  tx: Transaction,
  ended: readonly Pick<EndedSignIn, 'terminalKey' | 'createdAt' | 'wasClaimed'>[],
): Promise<void> {
  const spoiled = ended.filter(({ wasClaimed }) => wasClaimed)
  spoiled.sort((one, other) => (one.terminalKey < other.terminalKey ? -1 : 1))
  for (const { terminalKey, createdAt } of spoiled)
    await releaseAttempt(tx, 'facility', { ...terminalStarts(terminalKey), countedAt: createdAt })
}
