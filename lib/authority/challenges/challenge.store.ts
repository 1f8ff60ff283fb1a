import type { Database } from '@/lib/db/database'
import type { ChallengePurpose } from '@/lib/vocabulary/challenge-purpose'
import type { Challenge, ChallengeOwner } from './challenge'

export type NewChallenge = {
  id: string
  purpose: ChallengePurpose
  /** 32 bytes or more (O1). */
  challenge: Uint8Array<ArrayBuffer>
  nonce?: Uint8Array<ArrayBuffer>
  holderId?: string
  registrationId?: string
  deviceAuthorizationId?: string
  allowedCredentialIds: readonly string[]
  lifeSeconds: number
}

/** Stores a challenge that lives `lifeSeconds` by the database's clock. */
export async function insertChallenge(db: Pick<Database, 'sql'>, input: NewChallenge): Promise<void> {
  await db.sql`
    INSERT INTO authority.challenge (id, purpose, challenge, nonce, holder_id, registration_id, device_authorization_id,
      allowed_credential_ids, expires_at)
    VALUES (${input.id}, ${input.purpose}::authority.challenge_purpose, ${input.challenge}, ${input.nonce ?? null},
      ${input.holderId ?? null}, ${input.registrationId ?? null}, ${input.deviceAuthorizationId ?? null},
      ${[...input.allowedCredentialIds]}::text[], clock_timestamp() + make_interval(secs => ${input.lifeSeconds}::int))`
}

/**
 * Consumes the challenge that an answer names, if it is live and belongs to that ceremony: the first answer, right or wrong, uses
 * it up. Hand it the database, not an open transaction: it has to be committed before the cryptography, and must stay consumed
 * when the answer is refused (A6).
 */
export async function consumeChallenge(
  db: Pick<Database, 'sql'>,
  input: ChallengeOwner & { challenge: Uint8Array<ArrayBuffer> },
): Promise<Challenge | null> {
  const registrationId = 'registrationId' in input ? input.registrationId : null
  const deviceAuthorizationId = 'deviceAuthorizationId' in input ? input.deviceAuthorizationId : null
  const holderId = 'holderId' in input ? (input.holderId ?? null) : null
  const rows = await db.sql<Challenge[]>`
    UPDATE authority.challenge SET consumed_at = clock_timestamp()
    WHERE challenge = ${input.challenge} AND purpose = ${input.purpose}::authority.challenge_purpose
      AND registration_id IS NOT DISTINCT FROM ${registrationId}::text
      AND device_authorization_id IS NOT DISTINCT FROM ${deviceAuthorizationId}::text
      AND (${holderId}::text IS NULL OR holder_id = ${holderId})
      AND consumed_at IS NULL AND expires_at > clock_timestamp()
    RETURNING id, purpose, challenge, nonce, holder_id, registration_id,
      device_authorization_id, allowed_credential_ids`
  return rows[0] ?? null
}
