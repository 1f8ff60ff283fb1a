import type { Database } from '@/lib/db/database'

/** Undoes what ends credentials, so that the next request finds them live: a fuzz run would soon meet closed doors only. */
export async function revive({ sql }: Pick<Database, 'sql'>): Promise<void> {
  await sql.unsafe(`
    DELETE FROM authority.rate_limit;
    DELETE FROM facility.rate_limit;
    UPDATE authority.phone SET revoked_at = NULL, revoked_reason = NULL WHERE revoked_at IS NOT NULL;
    UPDATE authority.access_token SET revoked_at = NULL, revoked_reason = NULL WHERE revoked_at IS NOT NULL;
    UPDATE authority.holder_session SET ended_at = NULL, expires_at = clock_timestamp() + interval '10 minutes';
    UPDATE authority.registration SET expires_at = clock_timestamp() + interval '15 minutes';
    UPDATE authority.notification_card SET tries_used = 0, pending_tries = '{}', locked_at = NULL WHERE consumed_at IS NULL;
    UPDATE authority.device_authorization SET state = 'claimed', ended_at = NULL, end_reason = NULL, bad_frames = 0,
      second_scans = 0, expires_at = ends_at,
      number_matched_at = CASE WHEN random() < 0.5 THEN clock_timestamp() END
      WHERE claim_secret_hash IS NOT NULL AND state NOT IN ('approved', 'redeemed');
    UPDATE facility.launch SET consumed_at = NULL, session_token_hash = NULL, session_expires_at = NULL, ended_at = NULL,
      ticket_expires_at = clock_timestamp() + interval '1 minute' WHERE session_token_hash IS NULL OR ended_at IS NOT NULL
      AND id NOT IN (SELECT launch_id FROM facility.sign_in);
    UPDATE facility.launch SET ended_at = NULL, session_expires_at = clock_timestamp() + interval '15 minutes'
      WHERE session_token_hash IS NOT NULL;
    UPDATE facility.console_session SET ended_at = NULL, last_seen_at = clock_timestamp();
  `)
}
