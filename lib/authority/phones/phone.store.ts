import type { Transaction } from '@/lib/db/database'
import { knownTransports } from '@/lib/webauthn/webauthn'
import type { Phone } from './phone'

const live = { disabledAt: null, revokedAt: null } as const

/** The holder's live phones, oldest first. Outside a transaction hand it `db.prisma`. */
export async function listLivePhones(tx: Transaction, holderId: string): Promise<Phone[]> {
  const rows = await tx.phone.findMany({ where: { holderId, ...live }, select: columns, orderBy: { createdAt: 'asc' } })
  return rows.map(toPhone)
}

/** A live phone by credential id and holder together (A1): a credential of another holder is not found. */
export async function findLivePhone(tx: Transaction, holderId: string, credentialId: string): Promise<Phone | null> {
  const row = await tx.phone.findFirst({ where: { holderId, credentialId, ...live }, select: columns })
  return row === null ? null : toPhone(row)
}

/**
 * Writes what an accepted assertion reported; `false` when the counter has moved since it was read or the phone is no longer
 * live, and then the assertion must not count (A7, A8).
 */
export async function recordPhoneUse(
  tx: Transaction,
  use: { phoneId: string; expectedCounter: number; newCounter: number; backedUp: boolean },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE authority.phone
    SET counter = ${use.newCounter}, backed_up = ${use.backedUp}, last_used_at = clock_timestamp()
    WHERE id = ${use.phoneId} AND counter = ${use.expectedCounter} AND disabled_at IS NULL AND revoked_at IS NULL`
  return changed === 1
}

/** Ends a phone of that holder for good; `false` when it is another's, unknown or ended already. */
export async function revokePhone(
  tx: Transaction,
  input: { holderId: string; phoneId: string; reason: string },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE authority.phone SET revoked_at = clock_timestamp(), revoked_reason = ${input.reason}
    WHERE id = ${input.phoneId} AND holder_id = ${input.holderId} AND revoked_at IS NULL`
  return changed === 1
}

const columns = {
  id: true,
  holderId: true,
  credentialId: true,
  publicKey: true,
  algorithm: true,
  counter: true,
  backupEligible: true,
  backedUp: true,
  transports: true,
  name: true,
  createdAt: true,
  trialAt: true,
  lastUsedAt: true,
  disabledAt: true,
  revokedAt: true,
} as const

type Row = Omit<Phone, 'counter' | 'transports'> & { counter: bigint; transports: string[] }

function toPhone({ counter, transports, ...rest }: Row): Phone {
  const known = knownTransports.filter((transport) => transports.includes(transport))
  return { ...rest, counter: Number(counter), transports: known }
}
