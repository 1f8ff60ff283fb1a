import type { Database, Transaction } from '@/lib/db/database'

/**
 * A place among the five tries, taken before the comparison; it lapses after a minute if it is not settled. Named by its end in
 * microseconds, as text, because a Date would round it.
 */
export type PasswordTry = { cardId: string; reservation: string }

/**
 * Takes one of the card's tries in the statement that reads how many are left; `null` when the card is not live or all its tries
 * are used up or under way. Hand it the database: it is committed before the password is compared.
 */
export async function reservePasswordTry(db: Pick<Database, 'sql'>, cardId: string): Promise<PasswordTry | null> {
  const rows = await db.sql<{ reservation: string }[]>`
    UPDATE authority.notification_card AS card
    SET pending_tries = ARRAY(SELECT until FROM unnest(card.pending_tries) AS until WHERE until > clock_timestamp())
      || ARRAY[clock_timestamp() + interval '60 seconds']
    WHERE card.id = ${cardId} AND card.consumed_at IS NULL AND card.voided_at IS NULL AND card.locked_at IS NULL
      AND card.expires_at > clock_timestamp()
      AND card.tries_used + (SELECT count(*) FROM unnest(card.pending_tries) AS until WHERE until > clock_timestamp()) < 5
    RETURNING card.pending_tries[cardinality(card.pending_tries)]::text AS reservation`
  const [row] = rows
  return row === undefined ? null : { cardId, reservation: row.reservation }
}

/** Turns the try into a miss, the fifth of which locks the card; returns the misses so far, `null` when the try has lapsed. */
export async function countMiss(tx: Transaction, { cardId, reservation }: PasswordTry): Promise<number | null> {
  const rows = await tx.sql<{ triesUsed: number }[]>`
    UPDATE authority.notification_card
    SET tries_used = tries_used + 1, pending_tries = array_remove(pending_tries, ${reservation}::text::timestamptz),
      locked_at = CASE WHEN tries_used + 1 = 5 THEN clock_timestamp() ELSE locked_at END
    WHERE id = ${cardId} AND pending_tries @> ARRAY[${reservation}::text::timestamptz] AND tries_used < 5
    RETURNING tries_used`
  return rows[0]?.triesUsed ?? null
}

/**
 * Gives back the try of a right password, and only that one: earlier misses stay counted for the life of the card, so that
 * an attacker cannot go on guessing between the holder's own visits. `false` when the try has lapsed or the card is no longer live.
 */
export async function returnTry(db: Pick<Database, 'sql'>, { cardId, reservation }: PasswordTry): Promise<boolean> {
  const { count } = await db.sql`
    UPDATE authority.notification_card SET pending_tries = array_remove(pending_tries, ${reservation}::text::timestamptz)
    WHERE id = ${cardId} AND pending_tries @> ARRAY[${reservation}::text::timestamptz] AND consumed_at IS NULL
      AND voided_at IS NULL AND locked_at IS NULL AND expires_at > clock_timestamp()`
  return count === 1
}
