import type { Transaction } from '@/lib/db/database'
import type { TokenMode } from '../facilities/facility'

export type NewTerminal = {
  id: string
  facilityId: string
  terminalCode: string
  name: string
  place: string
  department: string
  hasReader: boolean
  tokenMode: TokenMode | null
}

export async function insertTerminal(tx: Transaction, terminal: NewTerminal): Promise<void> {
  await tx.terminal.create({ data: terminal })
}

/** Marks as retired; false when already retired or not of the facility. */
export async function retireIfLive(tx: Transaction, facilityId: string, terminalId: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE facility.terminal SET retired_at = clock_timestamp()
    WHERE id = ${terminalId} AND facility_id = ${facilityId} AND retired_at IS NULL`
  return changed === 1
}

/** Locks the staff members whose tokens serve only this terminal, in one order, before their tokens are touched. */
export async function lockStaffSignedInOnlyAt(tx: Transaction, terminalId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM facility.staff
    WHERE id IN (SELECT staff_id FROM facility.vault_token WHERE terminal_id = ${terminalId} AND ended_at IS NULL)
    ORDER BY id FOR UPDATE`
  return rows.map(({ id }) => id)
}
