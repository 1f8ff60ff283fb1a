import type { Database, Transaction } from '@/lib/db/database'
import type { Holder } from './holder'

export type NewHolder = Omit<Holder, 'disabledAt'>

/** The holder that facilities know as `subject`, disabled or not. */
export async function findHolderBySubject(db: Pick<Database, 'sql'>, subject: string): Promise<Holder | null> {
  const [row] = await db.sql<Holder[]>`SELECT ${columns(db)} FROM authority.holder WHERE subject = ${subject}`
  return row ?? null
}

/** The holder by id, disabled or not. */
export async function findHolder(db: Pick<Database, 'sql'>, holderId: string): Promise<Holder | null> {
  const [row] = await db.sql<Holder[]>`SELECT ${columns(db)} FROM authority.holder WHERE id = ${holderId}`
  return row ?? null
}

/**
 * The holder, or `null` when unknown or disabled. The row stays share-locked to the end of the transaction, so that a holder
 * cannot be disabled between this look and the commit (A7, AT-28).
 */
export async function getLiveHolder(db: Pick<Database, 'sql'>, holderId: string): Promise<Holder | null> {
  const [row] = await db.sql<Holder[]>`
    SELECT ${columns(db)} FROM authority.holder WHERE id = ${holderId} AND disabled_at IS NULL FOR SHARE`
  return row ?? null
}

/**
 * The holder if live, exclusively locked to the end of the transaction: whatever counts or ends several of the holder's records
 * takes this lock first, so that such changes come one after the other and never wait for each other crosswise.
 */
export async function lockLiveHolder(tx: Transaction, holderId: string): Promise<Holder | null> {
  const [row] = await tx.sql<Holder[]>`
    SELECT ${columns(tx)} FROM authority.holder WHERE id = ${holderId} AND disabled_at IS NULL FOR NO KEY UPDATE`
  return row ?? null
}

/** Stores a new holder; `false` when that qualification and registry number are already there. */
export async function insertHolder(tx: Transaction, holder: NewHolder): Promise<boolean> {
  const { count } = await tx.sql`
    INSERT INTO authority.holder (id, subject, user_handle, name_kanji, name_kana, name_romaji, qualification, registry_number)
    VALUES (${holder.id}, ${holder.subject}, ${holder.userHandle}, ${holder.nameKanji}, ${holder.nameKana},
      ${holder.nameRomaji}, ${holder.qualification}::authority.qualification, ${holder.registryNumber})
    ON CONFLICT DO NOTHING`
  return count === 1
}

/** Stops the holder; `false` when unknown or stopped already. */
export async function disableIfLive(tx: Transaction, holderId: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.holder SET disabled_at = clock_timestamp() WHERE id = ${holderId} AND disabled_at IS NULL`
  return count === 1
}

/** Lets a stopped holder back in; `false` when unknown or not stopped. */
export async function enableIfDisabled(tx: Transaction, holderId: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.holder SET disabled_at = NULL WHERE id = ${holderId} AND disabled_at IS NOT NULL`
  return count === 1
}

function columns({ sql }: Pick<Database, 'sql'>) {
  return sql`
    id, subject, user_handle, name_kanji, name_kana, name_romaji,
    qualification, registry_number, disabled_at`
}
