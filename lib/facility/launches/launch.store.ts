import type { Database, Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { LaunchPurpose } from '@/lib/vocabulary/launch-purpose'

export type LaunchTarget = {
  staffKey: Id<'staff'> | null
  terminalKey: Id<'terminal'> | null
  terminalRetired: boolean
  originAllowed: boolean
  /** Page origins of the client itself. */
  registeredOrigins: string[]
}

export type NewLaunch = {
  id: string
  facilityId: string
  staffCode: string
  terminalCode: string
  emrClientId: string
  purpose: LaunchPurpose
  parentOrigin: string
  ticketHash: Uint8Array
  ticketSeconds: number
}

/**
 * Stores a launch if all that its EMR client names is its own facility's and live, in the statement that looks it up; answers what
 * it found.
 */
export async function insertIfAllowed(tx: Transaction, launch: NewLaunch): Promise<LaunchTarget> {
  const [row] = await tx.sql<LaunchTarget[]>`
    WITH target AS (
      SELECT staff.id AS staff_id, terminal.id AS terminal_id,
        coalesce(terminal.retired_at IS NOT NULL, false) AS terminal_retired,
        ${launch.parentOrigin} = ANY(client.origins) AS origin_allowed, client.origins AS registered_origins
      FROM facility.emr_client AS client
      LEFT JOIN facility.staff AS staff
        ON staff.facility_id = client.facility_id AND staff.staff_code = ${launch.staffCode} AND staff.left_at IS NULL
      LEFT JOIN facility.terminal AS terminal
        ON terminal.facility_id = client.facility_id AND terminal.terminal_code = ${launch.terminalCode}
      WHERE client.id = ${launch.emrClientId} AND client.facility_id = ${launch.facilityId} AND client.disabled_at IS NULL
    ), inserted AS (
      INSERT INTO facility.launch
        (id, facility_id, staff_id, terminal_id, emr_client_id, purpose, parent_origin, ticket_hash, ticket_expires_at)
      SELECT ${launch.id}, ${launch.facilityId}, staff_id, terminal_id, ${launch.emrClientId},
        ${launch.purpose}::facility.launch_purpose, ${launch.parentOrigin}, ${launch.ticketHash},
        clock_timestamp() + make_interval(secs => ${launch.ticketSeconds}::int)
      FROM target
      WHERE staff_id IS NOT NULL AND terminal_id IS NOT NULL AND NOT terminal_retired AND origin_allowed
    )
    SELECT * FROM target`
  return (
    row ?? { staffKey: null, terminalKey: null, terminalRetired: false, originAllowed: false, registeredOrigins: [] }
  )
}

export type ConsumedLaunch = { id: string; facilityId: string; staffKey: Id<'staff'> }

/** Turns a live ticket into a frame session, once; everything it depends on must still be live. */
export async function consumeIfLive(
  tx: Transaction,
  exchange: { ticketHash: Uint8Array; parentOrigin: string; sessionTokenHash: Uint8Array; sessionSeconds: number },
): Promise<ConsumedLaunch | null> {
  const [row] = await tx.sql<ConsumedLaunch[]>`
    UPDATE facility.launch AS launch SET consumed_at = clock_timestamp(), session_token_hash = ${exchange.sessionTokenHash},
      session_expires_at = clock_timestamp() + make_interval(secs => ${exchange.sessionSeconds}::int)
    FROM facility.staff AS staff, facility.terminal AS terminal, facility.emr_client AS client, facility.facility AS facility
    WHERE launch.ticket_hash = ${exchange.ticketHash} AND launch.consumed_at IS NULL AND launch.ended_at IS NULL
      AND launch.ticket_expires_at > clock_timestamp() AND launch.parent_origin = ${exchange.parentOrigin}
      AND staff.id = launch.staff_id AND staff.left_at IS NULL
      AND terminal.id = launch.terminal_id AND terminal.retired_at IS NULL
      AND client.id = launch.emr_client_id AND client.disabled_at IS NULL AND launch.parent_origin = ANY(client.origins)
      AND facility.id = launch.facility_id AND facility.disabled_at IS NULL
    RETURNING launch.id, launch.facility_id, launch.staff_id`
  return row ?? null
}

export type KnownTicket = ConsumedLaunch & {
  reason: 'used' | 'expired' | 'origin' | 'not_live'
  /** For which page the ticket was made. */
  parentOrigin: string
}

/** Why a ticket that exists did not work; `null` when it never existed. */
export async function findRefusedTicket(
  tx: Transaction,
  ticketHash: Uint8Array,
  parentOrigin: string,
): Promise<KnownTicket | null> {
  const [row] = await tx.sql<KnownTicket[]>`
    SELECT id, facility_id, staff_id, parent_origin,
      CASE WHEN consumed_at IS NOT NULL OR ended_at IS NOT NULL THEN 'used'
        WHEN ticket_expires_at <= clock_timestamp() THEN 'expired'
        WHEN parent_origin <> ${parentOrigin} THEN 'origin' ELSE 'not_live' END AS reason
    FROM facility.launch WHERE ticket_hash = ${ticketHash}`
  return row ?? null
}

/** Burns a ticket that was shown to a wrong page. */
export async function burnIfUnused(tx: Transaction, launchId: string): Promise<void> {
  await tx.sql`
    UPDATE facility.launch SET ended_at = clock_timestamp() WHERE id = ${launchId} AND consumed_at IS NULL AND ended_at IS NULL`
}

/** Ends a frame session; `null` when it had ended before. */
export async function endSessionIfOpen(tx: Transaction, sessionTokenHash: Uint8Array): Promise<ConsumedLaunch | null> {
  const [row] = await tx.sql<ConsumedLaunch[]>`
    UPDATE facility.launch SET ended_at = clock_timestamp()
    WHERE session_token_hash = ${sessionTokenHash} AND ended_at IS NULL
    RETURNING id, facility_id, staff_id`
  return row ?? null
}

export type FrameRow = {
  launchId: string
  facilityId: string
  staffKey: Id<'staff'>
  terminalKey: Id<'terminal'>
  purpose: LaunchPurpose
  sessionExpiresInMs: number
}

/** The live frame session behind a bearer; `null` for any other. */
export async function findSession(db: Pick<Database, 'sql'>, sessionTokenHash: Uint8Array): Promise<FrameRow | null> {
  const [row] = await db.sql<FrameRow[]>`
    SELECT launch.id AS launch_id, launch.facility_id, launch.staff_id,
      launch.terminal_id, launch.purpose::text AS purpose,
      ceil(extract(epoch FROM launch.session_expires_at - clock_timestamp()) * 1000)::int AS session_expires_in_ms
    FROM facility.launch AS launch
    JOIN facility.staff AS staff ON staff.id = launch.staff_id AND staff.left_at IS NULL
    JOIN facility.terminal AS terminal ON terminal.id = launch.terminal_id AND terminal.retired_at IS NULL
    JOIN facility.emr_client AS client ON client.id = launch.emr_client_id AND client.disabled_at IS NULL
    JOIN facility.facility AS facility ON facility.id = launch.facility_id AND facility.disabled_at IS NULL
    WHERE launch.session_token_hash = ${sessionTokenHash} AND launch.session_expires_at > clock_timestamp()
      AND launch.ended_at IS NULL`
  return row ?? null
}
