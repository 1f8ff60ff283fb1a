import type { Transaction } from '@/lib/db/database'
import type { RateLimit } from '@/lib/rate-limits/rate-limit'
import { releaseAttempt } from '@/lib/rate-limits/rate-limit.store'
import { findUnprovenStart } from './device-authorization.store'

const windowSeconds = 600
const startsPerHolder = 6
const startsPerTerminal = 20

/** Starts at one terminal of a facility. */
export function terminalStarts(facilityClientId: string, terminal: string): RateLimit {
  return { key: `terminal_starts:${facilityClientId}:${terminal}`, limit: startsPerTerminal, windowSeconds }
}

/** Starts of one facility for a holder: another facility cannot use them up (AT-37). */
export function holderStarts(facilityClientId: string, holderId: string): RateLimit {
  return { key: `holder_starts:${facilityClientId}:${holderId}`, limit: startsPerHolder, windowSeconds }
}

/**
 * Gives a start back that a phone has ended without proof: claimed and denied, cancelled or left alone, given a wrong number,
 * scanned again and again. Otherwise anybody who can see the code uses up the doctor's starts (AT-37). To be called in the
 * transaction that ended the device authorization, after the end is written and before anything locks the audit trail: the
 * counters are locked until the end, in one order everywhere. A start that no phone touched stays counted.
 */
export async function releaseUnprovenStart(tx: Transaction, deviceAuthorizationId: string): Promise<void> {
  const start = await findUnprovenStart(tx, deviceAuthorizationId)
  if (start === null) return
  const { facilityClientId, terminal, holderId, createdAt } = start
  await releaseAttempt(tx, 'authority', { ...terminalStarts(facilityClientId, terminal), countedAt: createdAt })
  await releaseAttempt(tx, 'authority', { ...holderStarts(facilityClientId, holderId), countedAt: createdAt })
}
