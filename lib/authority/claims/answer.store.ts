import type { Transaction } from '@/lib/db/database'
import { fromBase64Url } from '@/lib/kernel/bytes'
import type { SignInEvidence } from '@/lib/webauthn/verify-sign-in-evidence'
import type { Claim } from './claim'
import { claimColumns } from './claim.store'

export type EndedClaim = { deviceAuthorizationId: string; holderId: string }

/**
 * Takes the one number a claim may give and judges it in the same statement: right is noted (`isNumberMatched`), wrong ends the
 * session (Q7). `null` when the claim is not open or a number was given before.
 */
export async function matchNumberOnce(
  tx: Transaction,
  input: { secretHash: Uint8Array<ArrayBuffer>; number: string },
): Promise<Claim | null> {
  const [row] = await tx.sql<Claim[]>`
    UPDATE authority.device_authorization
    SET number_matched_at = CASE WHEN match_number = ${input.number} THEN clock_timestamp() END,
      state = CASE WHEN match_number = ${input.number} THEN state ELSE 'denied' END,
      ended_at = CASE WHEN match_number = ${input.number} THEN NULL ELSE clock_timestamp() END,
      end_reason = CASE WHEN match_number = ${input.number} THEN NULL ELSE 'wrong_number' END
    WHERE claim_secret_hash = ${input.secretHash} AND state = 'claimed' AND number_matched_at IS NULL
      AND expires_at > clock_timestamp()
    RETURNING state::text AS state, false AS is_expiry_unwritten, ${claimColumns(tx)}`
  return row ?? null
}

/** How many of a holder's sign-ins ended by a wrong number in the last ten minutes. */
export async function countWrongNumbers(tx: Transaction, holderId: string): Promise<number> {
  const rows = await tx.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM authority.device_authorization
    WHERE holder_id = ${holderId} AND created_at > clock_timestamp() - interval '20 minutes'
      AND end_reason = 'wrong_number' AND ended_at > clock_timestamp() - interval '10 minutes'`
  return rows[0]?.count ?? 0
}

/** Approves an open claim whose number was right, if its client is still live; the token's life counts from the moment returned. */
export async function approveIfMatched(
  tx: Transaction,
  input: { secretHash: Uint8Array<ArrayBuffer>; phoneId: string },
): Promise<{ approvedAt: Date } | null> {
  const rows = await tx.sql<{ approvedAt: Date }[]>`
    UPDATE authority.device_authorization AS session
    SET state = 'approved', approved_at = clock_timestamp(), phone_id = ${input.phoneId}, expires_at = ends_at
    WHERE claim_secret_hash = ${input.secretHash} AND state = 'claimed' AND number_matched_at IS NOT NULL
      AND expires_at > clock_timestamp()
      AND EXISTS (SELECT 1 FROM authority.facility_client AS client
        WHERE client.id = session.facility_client_id AND client.disabled_at IS NULL)
    RETURNING approved_at`
  return rows[0] ?? null
}

/** Keeps what the phone signed (L5). The columns of the method and `challengeInputs` together are a `SignInEvidence`. */
export async function insertEvidence(
  tx: Transaction,
  input: { id: string; holderId: string; deviceAuthorizationId: string; evidence: SignInEvidence },
): Promise<void> {
  const { credentialId, publicKey, clientDataJSON, authenticatorData, signature, ...challengeInputs } = input.evidence
  tx.send(tx.sql`
    WITH kept AS (
      INSERT INTO authority.sign_in_evidence (id, holder_id, method) VALUES (${input.id}, ${input.holderId}, 'fido') RETURNING id)
    INSERT INTO authority.webauthn_evidence (evidence_id, device_authorization_id, credential_id, public_key, challenge_inputs,
      client_data_json, authenticator_data, signature)
    SELECT kept.id, ${input.deviceAuthorizationId}, ${credentialId}, ${fromBase64Url(publicKey)}::bytea,
      ${tx.sql.json(challengeInputs)}::jsonb, ${fromBase64Url(clientDataJSON)}::bytea, ${fromBase64Url(authenticatorData)}::bytea,
      ${fromBase64Url(signature)}::bytea
    FROM kept`)
}

/** Ends an open claim on the phone's word: 「心当たりがない」 or a plain cancel (Q9). One call of many wins. */
export async function endIfClaimed(
  tx: Transaction,
  input: { secretHash: Uint8Array<ArrayBuffer>; state: 'denied' | 'cancelled'; endReason: 'not_me' | 'phone' },
): Promise<EndedClaim | null> {
  const rows = await tx.sql<EndedClaim[]>`
    UPDATE authority.device_authorization
    SET state = ${input.state}::authority.device_authorization_state, ended_at = clock_timestamp(), end_reason = ${input.endReason}
    WHERE claim_secret_hash = ${input.secretHash} AND state = 'claimed' AND expires_at > clock_timestamp()
    RETURNING id AS device_authorization_id, holder_id`
  return rows[0] ?? null
}
