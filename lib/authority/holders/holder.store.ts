import type { Transaction } from '@/lib/db/database'
import type { Holder } from './holder'

export type NewHolder = Omit<Holder, 'disabledAt' | 'pausedUntil'>

/** The holder that facilities know as `subject`, disabled or not. Outside a transaction hand it `db.prisma`. */
export async function findHolderBySubject(tx: Transaction, subject: string): Promise<Holder | null> {
  return tx.holder.findUnique({ where: { subject }, select: columns })
}

/** The holder by id, disabled or not. */
export async function findHolder(tx: Transaction, holderId: string): Promise<Holder | null> {
  return tx.holder.findUnique({ where: { id: holderId }, select: columns })
}

/**
 * The holder, or `null` when unknown or disabled. The row stays share-locked to the end of the transaction, so that a holder
 * cannot be disabled between this look and the commit (A7, AT-28).
 */
export async function getLiveHolder(tx: Transaction, holderId: string): Promise<Holder | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM authority.holder WHERE id = ${holderId} AND disabled_at IS NULL FOR SHARE`
  return rows.length === 0 ? null : findHolder(tx, holderId)
}

/**
 * The holder if live, exclusively locked to the end of the transaction: whatever counts or ends several of the holder's records
 * takes this lock first, so that such changes come one after the other and never wait for each other crosswise.
 */
export async function lockLiveHolder(tx: Transaction, holderId: string): Promise<Holder | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM authority.holder WHERE id = ${holderId} AND disabled_at IS NULL FOR NO KEY UPDATE`
  return rows.length === 0 ? null : findHolder(tx, holderId)
}

/** Stores a new holder; `false` when that qualification and registry number are already there. */
export async function insertHolder(tx: Transaction, holder: NewHolder): Promise<boolean> {
  const { count } = await tx.holder.createMany({ data: [holder], skipDuplicates: true })
  return count === 1
}

/** Stops the holder; `false` when unknown or stopped already. */
export async function disableIfLive(tx: Transaction, holderId: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE authority.holder SET disabled_at = clock_timestamp() WHERE id = ${holderId} AND disabled_at IS NULL`
  return changed === 1
}

/** Lets a stopped holder back in; `false` when unknown or not stopped. */
export async function enableIfDisabled(tx: Transaction, holderId: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE authority.holder SET disabled_at = NULL WHERE id = ${holderId} AND disabled_at IS NOT NULL`
  return changed === 1
}

const columns = {
  id: true,
  subject: true,
  userHandle: true,
  nameKanji: true,
  nameKana: true,
  nameRomaji: true,
  qualification: true,
  registryNumber: true,
  disabledAt: true,
  pausedUntil: true,
} as const
