import type { ConsoleAccount, ConsoleTables } from '@/lib/console-accounts/console-account'
import type { Database, Transaction } from '@/lib/db/database'
import type { AuthorityConsoleRole } from '@/lib/vocabulary/console-role'

/** The console of the authority: an operator is person and account in one row, the audit chain is the authority's own. */
export const operatorConsole: ConsoleTables = {
  side: 'authority',
  accountTable: 'authority.operator',
  sessionTable: 'authority.console_session',
  sessionKind: 'operatorSession',
  accounts: ({ sql }) => sql`
    SELECT id AS account_id, id AS person_id, 'authority' AS partition, '' AS place_name, display_name, roles,
      cardinality(roles) > 0 AND disabled_at IS NULL AS is_usable
    FROM authority.operator`,
}

/** The account behind an operator code; `isUsable` is false for a disabled one. */
export async function findAccount(db: Pick<Database, 'sql'>, operatorCode: string): Promise<ConsoleAccount | null> {
  const [row] = await db.sql<ConsoleAccount[]>`
    SELECT id AS account_id, id AS person_id, password_hash,
      cardinality(roles) > 0 AND disabled_at IS NULL AS is_usable
    FROM authority.operator WHERE operator_code = ${operatorCode}`
  return row ?? null
}

export type NewOperator = {
  id: string
  operatorCode: string
  displayName: string
  passwordHash: string
  roles: readonly AuthorityConsoleRole[]
}

/** Enters an operator; false when the code is taken. */
export async function insertIfFree(tx: Transaction, operator: NewOperator): Promise<boolean> {
  const { count } = await tx.sql`
    INSERT INTO authority.operator (id, operator_code, display_name, password_hash, roles)
    VALUES (${operator.id}, ${operator.operatorCode}, ${operator.displayName}, ${operator.passwordHash},
      ${[...operator.roles]})
    ON CONFLICT (operator_code) DO NOTHING`
  return count === 1
}

/** Disables an operator; answers its id, `null` when there is none of this code that is not disabled. */
export async function disableIfEnabled(tx: Transaction, operatorCode: string): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }[]>`
    UPDATE authority.operator SET disabled_at = clock_timestamp()
    WHERE operator_code = ${operatorCode} AND disabled_at IS NULL RETURNING id`
  return row?.id ?? null
}
