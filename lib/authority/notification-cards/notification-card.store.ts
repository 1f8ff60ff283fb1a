import type { Database, Transaction } from '@/lib/db/database'
import type { NotificationCardRoute } from '@/lib/vocabulary/notification-card-route'
import type { NotificationCard } from './notification-card'

export type NewNotificationCard = {
  id: string
  holderId: string
  route: NotificationCardRoute
  codeHash: Uint8Array<ArrayBuffer>
  passwordHash: string
  /** `null`: three months from now by the database's clock. */
  expiresAt: Date | null
}

/** The card of a code, in whatever state. */
export async function findCardByCode(
  db: Pick<Database, 'sql'>,
  codeHash: Uint8Array<ArrayBuffer>,
): Promise<NotificationCard | null> {
  const [row] = await db.sql<NotificationCard[]>`${selectCard(db)} WHERE card.code_hash = ${codeHash}`
  return row ?? null
}

/** The card by id, in whatever state. */
export async function findCard(db: Pick<Database, 'sql'>, cardId: string): Promise<NotificationCard | null> {
  const [row] = await db.sql<NotificationCard[]>`${selectCard(db)} WHERE card.id = ${cardId}`
  return row ?? null
}

/** Stores a new card and returns its end as printed. */
export async function insertCard(tx: Transaction, card: NewNotificationCard): Promise<Date> {
  const rows = await tx.sql<{ expiresAt: Date }[]>`
    INSERT INTO authority.notification_card (id, holder_id, route, code_hash, password_hash, expires_at)
    VALUES (${card.id}, ${card.holderId}, ${card.route}::authority.notification_card_route, ${card.codeHash},
      ${card.passwordHash}, coalesce(${card.expiresAt}::timestamptz, clock_timestamp() + interval '3 months'))
    RETURNING expires_at`
  const [row] = rows
  if (row === undefined) throw new Error('notification card not returned')
  return row.expiresAt
}

/** Voids whatever card of the holder could still be used, unlocked or bound; returns their ids. */
export async function voidCardsOfHolder(tx: Transaction, holderId: string, reason: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    UPDATE authority.notification_card SET voided_at = clock_timestamp(), void_reason = ${reason}
    WHERE holder_id = ${holderId} AND consumed_at IS NULL AND voided_at IS NULL RETURNING id`
  return rows.map((row) => row.id)
}

/** Voids one card; `false` when it is unknown, consumed or voided already. */
export async function voidCard(tx: Transaction, cardId: string, reason: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.notification_card SET voided_at = clock_timestamp(), void_reason = ${reason}
    WHERE id = ${cardId} AND consumed_at IS NULL AND voided_at IS NULL`
  return count === 1
}

/** Notes the first opening of the card's page; `false` when it was opened before. */
export async function markCardOpened(tx: Transaction, cardId: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.notification_card SET opened_at = clock_timestamp() WHERE id = ${cardId} AND opened_at IS NULL`
  return count === 1
}

/**
 * Uses the card up with the phone just inserted, if it is still live in every respect (AT-01, AT-02). A transaction that
 * waited for the row judges it again.
 */
export async function consumeCard(
  tx: Transaction,
  input: { cardId: string; holderId: string; phoneId: string },
): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.notification_card SET consumed_at = clock_timestamp(), phone_id = ${input.phoneId}
    WHERE id = ${input.cardId} AND holder_id = ${input.holderId} AND consumed_at IS NULL AND voided_at IS NULL
      AND locked_at IS NULL AND tries_used < 5 AND expires_at > clock_timestamp()`
  return count === 1
}

function selectCard({ sql }: Pick<Database, 'sql'>) {
  return sql`
    SELECT card.id, card.holder_id, card.route, card.password_hash,
      card.tries_used, card.expires_at, card.expires_at <= clock_timestamp() AS is_expired,
      holder.disabled_at IS NOT NULL AS is_holder_disabled, card.locked_at, card.voided_at,
      card.consumed_at
    FROM authority.notification_card AS card JOIN authority.holder AS holder ON holder.id = card.holder_id`
}
