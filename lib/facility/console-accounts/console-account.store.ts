import type { ConsoleAccount, ConsoleTables } from '@/lib/console-accounts/console-account'
import { endAllSessionsOfAccount } from '@/lib/console-accounts/console-session.store'
import type { Database, Transaction } from '@/lib/db/database'
import type { FacilityConsoleRole } from '@/lib/vocabulary/console-role'

/** The console of the facility: an account belongs to a staff member, its audit chain is the facility's. */
export const facilityConsole: ConsoleTables = {
  side: 'facility',
  accountTable: 'facility.console_account',
  sessionTable: 'facility.console_session',
  sessionKind: 'consoleSession',
  accounts: ({ sql }) => sql`
    SELECT account.id AS account_id, staff.id AS person_id, facility.id AS partition, facility.name AS place_name,
      staff.display_name, account.roles,
      cardinality(account.roles) > 0 AND account.disabled_at IS NULL AND staff.left_at IS NULL
        AND facility.disabled_at IS NULL AS is_usable
    FROM facility.console_account AS account
    JOIN facility.staff AS staff ON staff.id = account.staff_id
    JOIN facility.facility AS facility ON facility.id = staff.facility_id`,
}

/** The account of a live staff member by facility and staff code; `facilityId` is the live facility's, also when it has no such account. */
export async function findAccount(
  db: Pick<Database, 'sql'>,
  facilityCode: string,
  staffCode: string,
): Promise<{ facilityId: string | null; account: ConsoleAccount | null }> {
  const [row] = await db.sql<(Omit<ConsoleAccount, 'accountId'> & { facilityId: string; accountId: string | null })[]>`
    SELECT account.id AS account_id, staff.id AS person_id, facility.id AS facility_id, account.password_hash,
      coalesce(cardinality(account.roles) > 0 AND account.disabled_at IS NULL, false) AS is_usable
    FROM facility.facility AS facility
    LEFT JOIN (facility.staff AS staff JOIN facility.console_account AS account ON account.staff_id = staff.id)
      ON staff.facility_id = facility.id AND staff.staff_code = ${staffCode} AND staff.left_at IS NULL
    WHERE facility.code = ${facilityCode} AND facility.disabled_at IS NULL`
  if (row === undefined) return { facilityId: null, account: null }
  const { facilityId, accountId, ...account } = row
  return { facilityId, account: accountId === null ? null : { ...account, accountId } }
}

export type NewConsoleAccount = {
  id: string
  staffKey: string
  passwordHash: string | null
  roles: readonly FacilityConsoleRole[]
}

export async function insertAccount(tx: Transaction, account: NewConsoleAccount): Promise<void> {
  await tx.sql`
    INSERT INTO facility.console_account (id, staff_id, password_hash, roles)
    VALUES (${account.id}, ${account.staffKey}, ${account.passwordHash}, ${[...account.roles]})`
}

/** The lock makes a sign-in wait that is under way: it starts its session before this ends it, or none. */
export async function endAllSessionsOfStaff(tx: Transaction, staffKey: string): Promise<void> {
  const rows = await tx.sql<{ id: string }[]>`
    SELECT id FROM facility.console_account WHERE staff_id = ${staffKey} FOR NO KEY UPDATE`
  for (const { id } of rows) await endAllSessionsOfAccount(tx, facilityConsole, id)
}
