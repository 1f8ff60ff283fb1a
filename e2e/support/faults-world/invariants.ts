import { expect } from 'vitest'
import { verifyAuditSide } from '@/lib/audit/verify-audit-chain'
import { sides } from '@/lib/vocabulary/settings/side'
import type { SeedContexts } from '@/prisma/seed/seed-hospital'

/** Rows that must not exist, whatever was killed when: each query names what broke the rule. */
const impossible: Readonly<Record<string, string>> = {
  'a token without its audit row': `
    SELECT id FROM authority.access_token AS token WHERE NOT EXISTS (SELECT 1 FROM authority.audit_event AS event
      WHERE event.subject = token.id AND event.action = 'access_token.issue' AND event.outcome = 'success')`,
  'an audited token that does not exist': `
    SELECT subject AS id FROM authority.audit_event WHERE action = 'access_token.issue' AND outcome = 'success'
      AND subject NOT IN (SELECT id FROM authority.access_token)`,
  'a redeemed sign-in without token, or a token without one': `
    SELECT session.id FROM authority.device_authorization AS session
      LEFT JOIN authority.webauthn_evidence AS proof ON proof.device_authorization_id = session.id
      FULL JOIN authority.access_token AS token ON token.evidence_id = proof.evidence_id
      WHERE (session.state = 'redeemed') IS DISTINCT FROM (token.id IS NOT NULL)`,
  'a token in the vault without its audit row': `
    SELECT id FROM facility.vault_token AS token WHERE NOT EXISTS (SELECT 1 FROM facility.audit_event AS event
      WHERE event.subject = token.id AND event.action = 'vault_token.store' AND event.outcome = 'success')`,
  'a completed sign-in without its token': `
    SELECT id FROM facility.sign_in WHERE state = 'signed_in'
      AND id NOT IN (SELECT sign_in_id FROM facility.vault_token WHERE sign_in_id IS NOT NULL)`,
  'a card burned without a phone of its holder': `
    SELECT card.id FROM authority.notification_card AS card LEFT JOIN authority.phone AS phone
      ON phone.id = card.phone_id AND phone.holder_id = card.holder_id
      WHERE card.consumed_at IS NOT NULL AND phone.id IS NULL`,
  'a phone without the audit row of its binding': `
    SELECT phone.id FROM authority.phone AS phone WHERE NOT EXISTS (SELECT 1 FROM authority.audit_event AS event
      WHERE event.action = 'registration.bind' AND event.outcome = 'success' AND event.record LIKE '%"' || phone.id || '"%')`,
  'a phone whose card is not used up': `
    SELECT id FROM authority.phone WHERE id NOT IN
      (SELECT phone_id FROM authority.notification_card WHERE phone_id IS NOT NULL)`,
  'an approval without evidence or audit row': `
    SELECT id FROM authority.device_authorization AS session WHERE state IN ('approved', 'redeemed') AND (
      NOT EXISTS (SELECT 1 FROM authority.webauthn_evidence WHERE device_authorization_id = session.id)
      OR NOT EXISTS (SELECT 1 FROM authority.audit_event AS event WHERE event.subject = session.id
        AND event.action = 'device_authorization.approve' AND event.outcome = 'success'))`,
  'a try counted that nobody got wrong': `SELECT id FROM authority.notification_card WHERE tries_used > 0`,
}

/** The rules of quality.md "Faults" on the rows as they are now, and both audit trails whole. */
export async function expectInvariants({ authority, facility }: SeedContexts): Promise<void> {
  const { sql } = authority.db
  for (const [rule, query] of Object.entries(impossible)) expect(await sql.unsafe(query), rule).toEqual([])
  for (const side of sides) {
    const { faults, events, unrecorded } = await verifyAuditSide(facility.db, facility.keyring, side)
    expect([...faults, ...unrecorded], `audit trail of the ${side}`).toEqual([])
    expect(events).toBeGreaterThan(0)
  }
}
