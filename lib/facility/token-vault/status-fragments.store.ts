import type { Database } from '@/lib/db/database'

/** Columns of a sign-in status; the query names `staff`, `facility`, `terminal` (left-joined) and joins `servingToken`. */
export function statusColumns({ sql }: Pick<Database, 'sql'>) {
  return sql`
    staff.id AS staff_id, staff.staff_code, staff.holder_subject IS NOT NULL AS linked,
    coalesce(staff.locked_until > clock_timestamp(), false) AS locked, facility.authority_refused_at IS NOT NULL AS refused, staff.status_version AS version,
    facility.expiring_seconds, token.id AS token_id, token.method, token.issued_at,
    token.expires_at, token.remaining AS remaining_seconds, token.terminal_code AS signed_in_terminal_code,
    token.terminal_name AS signed_in_terminal_name, token.check_due, clock_timestamp() AS server_time`
}

/**
 * Joins the live token that serves at `terminal`: the central one, or in per-terminal mode that terminal's own. Where no terminal
 * is asked for, a per-terminal facility answers with the token that ends last of those that serve where the sign-in took place, and
 * the status says at which terminal that is.
 * The time is the statement's: only a time that does not move while it runs lets the index pass over years of past tokens.
 */
export function servingToken({ sql }: Pick<Database, 'sql'>) {
  return sql`
    LEFT JOIN LATERAL (
      SELECT vault.id, vault.method, vault.issued_at, vault.expires_at, place.terminal_code, place.name AS terminal_name,
        ceil(extract(epoch FROM vault.expires_at - clock_timestamp()))::int AS remaining,
        vault.checked_at <= clock_timestamp() - interval '60 seconds' AS check_due
      FROM facility.vault_token AS vault JOIN facility.terminal AS place ON place.id = vault.signed_in_at_terminal_id
      WHERE vault.staff_id = staff.id AND vault.ended_at IS NULL AND vault.expires_at > statement_timestamp()
        AND CASE WHEN terminal.id IS NULL AND facility.token_mode = 'central' THEN vault.terminal_id IS NULL
          WHEN terminal.id IS NULL THEN place.retired_at IS NULL AND (vault.terminal_id IS NULL)
            = (coalesce(place.token_mode, facility.token_mode) = 'central')
          WHEN coalesce(terminal.token_mode, facility.token_mode) = 'central' THEN vault.terminal_id IS NULL
          ELSE vault.terminal_id = terminal.id END
      ORDER BY vault.expires_at DESC LIMIT 1) AS token ON true`
}
