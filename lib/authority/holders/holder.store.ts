import type { Transaction } from '@/lib/db/database'
import type { Holder } from './holder'

/** The holder that facilities know as `subject`, disabled or not. Outside a transaction hand it `db.prisma`. */
export async function findHolderBySubject(tx: Transaction, subject: string): Promise<Holder | null> {
  return tx.holder.findUnique({ where: { subject }, select: columns })
}

/**
 * The holder, or `null` when unknown or disabled. The row stays share-locked to the end of the transaction, so that a holder
 * cannot be disabled between this look and the commit (A7, AT-28).
 */
export async function getLiveHolder(tx: Transaction, holderId: string): Promise<Holder | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM authority.holder WHERE id = ${holderId} AND disabled_at IS NULL FOR SHARE`
  return rows.length === 0 ? null : tx.holder.findUnique({ where: { id: holderId }, select: columns })
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
