import type { Database } from '@/lib/db/database'
import { requestError } from '@/lib/kernel/request.errors'
import type { Challenge, ChallengeOwner } from './challenge'
import { consumeChallenge } from './challenge.store'
import { readChallenge } from './read-challenge'

/**
 * Consumes the challenge that a WebAuthn answer names, before anything else is judged (A6); `null` when that ceremony has no such
 * live challenge. Hand it the database, not an open transaction.
 * @throws AppError `request.malformed` when the answer names none; nothing is consumed then (A10).
 */
export async function consumeAnsweredChallenge(
  db: Pick<Database, 'sql'>,
  owner: ChallengeOwner,
  response: unknown,
): Promise<Challenge | null> {
  const challenge = readChallenge(response)
  if (challenge !== null) return consumeChallenge(db, { ...owner, challenge })
  const invalidParams = [{ name: 'response.response.clientDataJSON', reason: 'client_data_malformed' }]
  throw requestError('request.malformed', { invalidParams, detail: 'client_data_malformed' })
}
