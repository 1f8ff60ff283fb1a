import { shareCall } from '@/lib/kernel/share-call'
import type { Side } from '@/lib/vocabulary/settings/side'
import type { Database } from './database'

/** What a role may do that a process of its side must not, or may not do that it must. */
export type RoleFault =
  | 'is_superuser'
  | 'may_become_more'
  | 'owns_audit_log'
  | 'may_change_audit_log'
  | 'may_read_other_side'
  | 'may_not_append_to_audit_log'

const otherSide = { authority: 'facility', facility: 'authority' } as const

/**
 * Reads what the role of this connection may do too much. The rights of the session's login count, whatever role it has set, and those
 * of every role that it can set, inherited or not. Who owns a schema may drop any table in it.
 * @throws when the database is away or not migrated
 */
export async function readRoleFaults(db: Pick<Database, 'sql'>, side: Side): Promise<RoleFault[]> {
  const [role] = await db.sql<{ faults: RoleFault[] }[]>`
    WITH reachable AS (
      SELECT oid FROM pg_catalog.pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER')
    )
    SELECT array_remove(ARRAY[
      CASE WHEN login.rolsuper THEN 'is_superuser' END,
      CASE WHEN login.rolcreaterole OR login.rolreplication OR EXISTS (
        SELECT FROM reachable JOIN pg_catalog.pg_roles AS role USING (oid)
        WHERE role.rolname IN ('pg_execute_server_program', 'pg_write_server_files')) THEN 'may_become_more' END,
      CASE WHEN pg_has_role(session_user, relation.relowner, 'MEMBER') OR pg_has_role(session_user, schema.nspowner, 'MEMBER')
        THEN 'owns_audit_log' END,
      CASE WHEN EXISTS (SELECT FROM reachable WHERE has_table_privilege(reachable.oid, relation.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
        OR has_any_column_privilege(reachable.oid, relation.oid, 'UPDATE')) THEN 'may_change_audit_log' END,
      CASE WHEN EXISTS (SELECT FROM reachable WHERE has_schema_privilege(reachable.oid, ${otherSide[side]}, 'USAGE'))
        THEN 'may_read_other_side' END,
      CASE WHEN NOT has_table_privilege(session_user, relation.oid, 'INSERT') THEN 'may_not_append_to_audit_log' END
    ], NULL) AS faults
    FROM pg_catalog.pg_class AS relation JOIN pg_catalog.pg_namespace AS schema ON schema.oid = relation.relnamespace,
      pg_catalog.pg_roles AS login
    WHERE schema.nspname = ${side} AND relation.relname = 'audit_event' AND login.rolname = session_user`
  if (role === undefined) throw new Error('the database is not migrated')
  return role.faults
}

export class UnrestrictedRole extends Error {
  override readonly name = 'UnrestrictedRole'
  constructor(side: Side, faults: readonly RoleFault[]) {
    super(
      `The database role of the ${side} does not have the rights of its side: ${faults.join(', ')}. Set ${side.toUpperCase()}_DATABASE_URL ` +
        `to a login that is a member of shomei_${side} only (docs/operations.md, "Database roles").`,
    )
  }
}

/**
 * A check that is made once: a role that passed is not asked about again, one that failed or could not be asked about is.
 * @returns a function that throws UnrestrictedRole, or the database's failure
 */
export function createRoleCheck(db: Pick<Database, 'sql'>, side: Side): () => Promise<void> {
  return shareCall(async () => {
    const faults = await readRoleFaults(db, side)
    if (faults.length > 0) throw new UnrestrictedRole(side, faults)
  })
}
