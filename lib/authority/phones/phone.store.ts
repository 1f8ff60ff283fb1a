import type { Transaction } from '@/lib/db/database'
import { knownTransports } from '@/lib/webauthn/webauthn'
import type { Phone } from './phone'

/** What an accepted registration leaves to store. */
export type NewPhone = Pick<
  Phone,
  | 'id'
  | 'holderId'
  | 'credentialId'
  | 'publicKey'
  | 'algorithm'
  | 'counter'
  | 'backupEligible'
  | 'backedUp'
  | 'transports'
  | 'name'
> & {
  aaguid: string
  aaguidProven: boolean
  attestationFormat: string
  attestationObject: Uint8Array<ArrayBuffer>
  rpId: string
}

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

/** A phone of that holder by its id, in whatever state. */
export async function findPhone(tx: Transaction, holderId: string, phoneId: string): Promise<Phone | null> {
  const row = await tx.phone.findFirst({ where: { id: phoneId, holderId }, select: columns })
  return row === null ? null : toPhone(row)
}

/** Whosever phone has that credential, in whatever state: only where the answer itself has to say who it is (A2). */
export async function findPhoneByCredential(tx: Transaction, credentialId: string): Promise<Phone | null> {
  const row = await tx.phone.findUnique({ where: { credentialId }, select: columns })
  return row === null ? null : toPhone(row)
}

/**
 * The credentials that a new registration of the holder must not replace (O4): live and disabled ones. Revoked phones may enrol
 * anew, and so may one whose trial sign-in never succeeded.
 */
export async function listExcludedPhones(tx: Transaction, holderId: string): Promise<Phone[]> {
  const where = { holderId, revokedAt: null, trialAt: { not: null } }
  return (await tx.phone.findMany({ where, select: columns, orderBy: { createdAt: 'asc' } })).map(toPhone)
}

/** Phones that count against the holder's limit: all but the revoked. */
export async function countPhones(tx: Transaction, holderId: string): Promise<number> {
  return tx.phone.count({ where: { holderId, revokedAt: null } })
}

/** Stores a new phone; `false` when its credential id is known for anybody, and then nothing is replaced (R4). */
export async function insertPhone(tx: Transaction, phone: NewPhone): Promise<boolean> {
  const { counter, transports, ...rest } = phone
  const data = { ...rest, counter: BigInt(counter), transports: [...transports] }
  const { count } = await tx.phone.createMany({ data: [data], skipDuplicates: true })
  return count === 1
}

/** Notes that the phone has passed its trial sign-in. */
export async function markPhoneTried(tx: Transaction, phoneId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE authority.phone SET trial_at = clock_timestamp() WHERE id = ${phoneId} AND trial_at IS NULL`
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
