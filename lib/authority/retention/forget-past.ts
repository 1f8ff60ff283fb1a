import type { AuthorityContext } from '../authority-context'
import {
  deletePastAssertions,
  deletePastAttempts,
  deletePastBudgets,
  deletePastChallenges,
  deletePastHolderSessions,
  wipePastQrSecrets,
  wipePastSignatures,
} from './retention.store'

const steps = [
  deletePastAttempts,
  deletePastAssertions,
  deletePastChallenges,
  deletePastHolderSessions,
  wipePastQrSecrets,
  wipePastSignatures,
  deletePastBudgets,
] as const

/**
 * Deletes the authority's rows that can decide nothing any more and wipes secrets that open nothing. No rule depends on it: every
 * expiry is judged by the statement that uses a row. Safe to run in several processes at once.
 * @returns how many rows were touched
 */
export async function forgetPast(context: Pick<AuthorityContext, 'db'>): Promise<number> {
  let touched = 0
  for (const step of steps) touched += await step(context.db)
  return touched
}
