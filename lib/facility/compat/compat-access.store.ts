import type { Database, Transaction } from '@/lib/db/database'
import type { CompatAuthentication } from '@/lib/vocabulary/settings/compat-authentication'
import type { CompatAccess } from './compat-access'

/** The live drop-in access of a live facility; `null` where it is off. */
export async function findAccess(db: Pick<Database, 'sql'>, facilityCode: string): Promise<CompatAccess | null> {
  const [row] = await db.sql<CompatAccess[]>`
    SELECT facility.id AS facility_id, facility.code AS facility_code, client.id AS emr_client_id,
      terminal.terminal_code, access.authentication::text AS authentication, access.origins,
      access.repeat_seconds
    FROM facility.compat_access AS access
    JOIN facility.facility AS facility ON facility.id = access.facility_id AND facility.disabled_at IS NULL
    JOIN facility.emr_client AS client ON client.id = access.emr_client_id AND client.disabled_at IS NULL
    JOIN facility.terminal AS terminal ON terminal.id = access.terminal_id AND terminal.retired_at IS NULL
    WHERE facility.code = ${facilityCode} AND access.disabled_at IS NULL`
  return row ?? null
}

/** The live facility of a code, whether or not it has switched anything on. */
export async function findFacilityId(db: Pick<Database, 'sql'>, facilityCode: string): Promise<string | null> {
  const [row] = await db.sql<{ id: string }[]>`
    SELECT id FROM facility.facility WHERE code = ${facilityCode} AND disabled_at IS NULL`
  return row?.id ?? null
}

export type CompatSettings = {
  facilityId: string
  clientId: string
  terminalCode: string
  authentication: CompatAuthentication
  origins: readonly string[]
  repeatSeconds: number
}

/** Switches the access on with these settings; false when client or terminal are not live ones of the facility. */
export async function enableAccess(tx: Transaction, settings: CompatSettings): Promise<boolean> {
  const rows = await tx.sql`
    INSERT INTO facility.compat_access AS access (facility_id, emr_client_id, terminal_id, authentication, origins,
      repeat_seconds)
    SELECT facility.id, client.id, terminal.id, ${settings.authentication}::facility.compat_authentication,
      ${[...settings.origins]}, ${settings.repeatSeconds}::int
    FROM facility.facility AS facility
    JOIN facility.emr_client AS client ON client.facility_id = facility.id AND client.disabled_at IS NULL
    JOIN facility.terminal AS terminal ON terminal.facility_id = facility.id AND terminal.retired_at IS NULL
    WHERE facility.id = ${settings.facilityId} AND client.client_id = ${settings.clientId}
      AND terminal.terminal_code = ${settings.terminalCode}
    ON CONFLICT (facility_id) DO UPDATE SET emr_client_id = EXCLUDED.emr_client_id, terminal_id = EXCLUDED.terminal_id,
      authentication = EXCLUDED.authentication, origins = EXCLUDED.origins, repeat_seconds = EXCLUDED.repeat_seconds,
      disabled_at = NULL
    RETURNING facility_id`
  return rows.length === 1
}

/** Lets pages of an origin embed the frames of a facility's client, so that the sign-in page of /compat can. */
export async function allowOrigin(
  tx: Transaction,
  { facilityId, clientId, origin }: { facilityId: string; clientId: string; origin: string },
): Promise<void> {
  await tx.sql`
    UPDATE facility.emr_client SET origins = array_append(origins, ${origin})
    WHERE facility_id = ${facilityId} AND client_id = ${clientId} AND NOT ${origin} = ANY(origins)`
}

/** Switches it off and ends its handles; false when it was off. */
export async function disableAccess(tx: Transaction, facilityId: string): Promise<boolean> {
  const rows = await tx.sql`
    UPDATE facility.compat_access SET disabled_at = clock_timestamp()
    WHERE facility_id = ${facilityId} AND disabled_at IS NULL RETURNING facility_id`
  await tx.sql`DELETE FROM facility.compat_handle WHERE facility_id = ${facilityId}`
  return rows.length === 1
}

/** Names a staff member for /compat, or takes the name away; false when there is no such live one. */
export async function nameStaff(
  tx: Transaction,
  { facilityId, staffCode, secondarycertId }: { facilityId: string; staffCode: string; secondarycertId: string | null },
): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }[]>`
    UPDATE facility.staff SET secondarycert_id = ${secondarycertId}
    WHERE facility_id = ${facilityId} AND staff_code = ${staffCode} AND left_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM facility.staff AS other WHERE other.facility_id = ${facilityId}
        AND other.secondarycert_id = ${secondarycertId} AND other.staff_code <> ${staffCode})
    RETURNING id`
  return row?.id ?? null
}

/** The staff code behind a name; `null` for one that the facility does not have. */
export async function findStaffCode(
  db: Pick<Database, 'sql'>,
  facilityId: string,
  secondarycertId: string,
): Promise<string | null> {
  const [row] = await db.sql<{ staffCode: string }[]>`
    SELECT staff_code FROM facility.staff
    WHERE facility_id = ${facilityId} AND secondarycert_id = ${secondarycertId} AND left_at IS NULL`
  return row?.staffCode ?? null
}
