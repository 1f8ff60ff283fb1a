import type { Database, Transaction } from '@/lib/db/database'
import type { Registration } from './registration'

/** Stores a registration that lives `lifeSeconds` by the database's clock; returns it. */
export async function insertRegistration(
  db: Pick<Database, 'sql'>,
  input: { id: string; cardId: string; holderId: string; ticketHash: Uint8Array<ArrayBuffer>; lifeSeconds: number },
): Promise<Registration> {
  await db.sql`
    INSERT INTO authority.registration (id, card_id, holder_id, ticket_hash, expires_at)
    VALUES (${input.id}, ${input.cardId}, ${input.holderId}, ${input.ticketHash},
      clock_timestamp() + make_interval(secs => ${input.lifeSeconds}::int))`
  const { id, cardId, holderId, lifeSeconds } = input
  return { id, cardId, holderId, phoneId: null, trialAt: null, secondsLeft: lifeSeconds }
}

/** The registration of a cookie, expired or not. */
export async function findRegistrationByTicket(
  db: Pick<Database, 'sql'>,
  ticketHash: Uint8Array<ArrayBuffer>,
): Promise<Registration | null> {
  const rows = await db.sql<Registration[]>`
    SELECT id, card_id, holder_id, phone_id, trial_at,
      ceil(extract(epoch FROM expires_at - clock_timestamp()))::int AS seconds_left
    FROM authority.registration WHERE ticket_hash = ${ticketHash}`
  return rows[0] ?? null
}

/** Binds the phone if the registration is still open and in time. */
export async function bindIfOpen(tx: Transaction, registrationId: string, phoneId: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.registration SET phone_id = ${phoneId}, bound_at = clock_timestamp()
    WHERE id = ${registrationId} AND phone_id IS NULL AND expires_at > clock_timestamp()`
  return count === 1
}

/** Notes the trial sign-in if the phone is bound, untried and the registration in time. */
export async function finishIfBound(tx: Transaction, registrationId: string, phoneId: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.registration SET trial_at = clock_timestamp()
    WHERE id = ${registrationId} AND phone_id = ${phoneId} AND trial_at IS NULL AND expires_at > clock_timestamp()`
  return count === 1
}
