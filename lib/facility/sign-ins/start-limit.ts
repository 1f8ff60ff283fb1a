import type { Transaction } from '@/lib/db/database'
import { type RateLimit, releaseAttempt } from '@/lib/rate-limits/rate-limit.store'
import type { EndedSignIn } from './sign-in.store'

/** Sign-ins that may start at one terminal. */
export function terminalStarts(terminalId: string): RateLimit {
  return { key: `sign_in_terminal:${terminalId}`, limit: 20, windowSeconds: 600 }
}

/**
 * Gives the start of a sign-in back that a phone has spoiled without proof, as the authority does: otherwise anybody who can see
 * the code keeps a terminal from starting (AT-37). To be called in the transaction that ended it.
 */
export async function releaseSpoiledStart(
  tx: Transaction,
  { terminalId, createdAt, wasClaimed }: Pick<EndedSignIn, 'terminalId' | 'createdAt' | 'wasClaimed'>,
): Promise<void> {
  if (wasClaimed) await releaseAttempt(tx, 'facility', { ...terminalStarts(terminalId), countedAt: createdAt })
}
