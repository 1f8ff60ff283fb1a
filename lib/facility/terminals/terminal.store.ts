import type { Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { TokenMode } from '@/lib/vocabulary/token-mode'

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
  await tx.sql`
    INSERT INTO facility.terminal (id, facility_id, terminal_code, name, place, department, has_reader, token_mode)
    VALUES (${terminal.id}, ${terminal.facilityId}, ${terminal.terminalCode}, ${terminal.name}, ${terminal.place},
      ${terminal.department}, ${terminal.hasReader}, ${terminal.tokenMode}::facility.token_mode)`
}

/** Marks as retired; false when already retired or not of the facility. */
export async function retireIfLive(tx: Transaction, facilityId: string, terminalKey: Id<'terminal'>): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE facility.terminal SET retired_at = clock_timestamp()
    WHERE id = ${terminalKey} AND facility_id = ${facilityId} AND retired_at IS NULL`
  return count === 1
}
