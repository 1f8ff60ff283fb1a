import type { Database } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import { servingToken, statusColumns } from '../../token-vault/status-fragments.store'
import type { StatusRow } from '../../token-vault/status-row'

/** Who is to sign, with the token that serves at the terminal as the sign-in status judges it. */
export type SignerRow = {
  staffKey: Id<'staff'> | null
  terminalKey: Id<'terminal'> | null
  terminalRetired: boolean
  hasReader: boolean
  methods: string[]
  /** The facility as a client of its authority. */
  authorityClientId: string
  status: StatusRow
  sealedToken: Uint8Array | null
  /** The token serves at every terminal. */
  servesEverywhere: boolean
  knownSubject: Uint8Array | null
  holderSubject: string | null
}

type Row = StatusRow & Omit<SignerRow, 'status'>

/**
 * The staff member and terminal of a facility, each `null` where it has none such, and the token that serves there; without a
 * terminal, the one that the status shows.
 */
export async function findSigner(
  db: Pick<Database, 'sql'>,
  asked: { facilityId: string; staffCode: string; terminalCode: string | null },
): Promise<SignerRow | null> {
  const [row] = await db.sql<Row[]>`
    SELECT ${statusColumns(db)}, terminal.id AS terminal_id, coalesce(terminal.retired_at IS NOT NULL, false) AS terminal_retired,
      coalesce(terminal.has_reader, false) AS has_reader, facility.methods, facility.authority_client_id, vaulted.sealed_token,
      coalesce(vaulted.terminal_id IS NULL, false) AS serves_everywhere,
      known.subject_hash AS known_subject, staff.holder_subject
    FROM facility.facility AS facility
    LEFT JOIN facility.staff AS staff
      ON staff.facility_id = facility.id AND staff.staff_code = ${asked.staffCode} AND staff.left_at IS NULL
    LEFT JOIN facility.known_signer AS known ON known.staff_id = staff.id
    LEFT JOIN facility.terminal AS terminal
      ON terminal.facility_id = facility.id AND terminal.terminal_code = ${asked.terminalCode}
    ${servingToken(db)}
    LEFT JOIN facility.vault_token AS vaulted ON vaulted.id = token.id
    WHERE facility.id = ${asked.facilityId} AND facility.disabled_at IS NULL`
  return row === undefined ? null : { ...row, status: row }
}
