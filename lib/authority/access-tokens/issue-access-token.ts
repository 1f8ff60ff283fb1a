import type { Transaction } from '@/lib/db/database'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { TokenAnswer } from '@/lib/wire/oauth'
import type { AuthorityContext } from '../authority-context'
import type { AuthenticatedClient } from '../facility-clients/authenticate-client'
import { lockAuditLog, recordEvent } from '../record-event'
import { listSigningCredentials } from '../signatures/credential/signing-credential.store'
import { amrOfMethod } from './access-token'
import { insertIfLive } from './access-token.store'

/** A holder's proof, kept as evidence and accepted in this transaction, and for whom it was given. */
export type AcceptedProof = {
  holder: { id: string; subject: string }
  facility: AuthenticatedClient
  method: SignInMethod
  /** `phoneId`: the phone that gave the proof; `null` for a card. */
  evidence: { id: string; provedAt: Date; phoneId: string | null }
  place: { terminalName: string; place: string }
  /** What the method adds to the audit row: ids only. */
  audited: Readonly<Record<string, string>>
}

const scope = 'sign'

/**
 * Issues the daily token for a proof, whatever the method: the only way to one. The method has used its own session or challenge up in
 * this transaction; here the evidence is used up, once, with holder and client still live (Q11, AT-28). `null` otherwise, and then
 * the transaction must be rolled back. The token itself is returned and never stored.
 */
export async function issueAccessToken(
  tx: Transaction,
  { holder, facility, method, evidence, place, audited }: AcceptedProof,
  { keyring, settings }: Pick<AuthorityContext, 'keyring' | 'settings'>,
  origin: RequestOrigin,
): Promise<TokenAnswer | null> {
  const id = newId('accessToken')
  const accessToken = newToken(32)
  const [issued, credentialIds] = await Promise.all([
    insertIfLive(tx, {
      id,
      tokenHash: hashToken(accessToken),
      holderId: holder.id,
      facilityClientId: facility.id,
      evidenceId: evidence.id,
      phoneId: evidence.phoneId,
      method,
      scope,
      certificateThumbprint: facility.certificateThumbprint,
      ...place,
      provedAt: evidence.provedAt,
      lifeSeconds: settings.accessTokenSeconds,
    }),
    listUsable(tx, holder.id),
    lockAuditLog(tx),
  ])
  if (issued === null) return null
  const event = { action: 'access_token.issue', outcome: 'success', actor: facility.id, subject: id, origin } as const
  await recordEvent(tx, keyring, {
    ...event,
    details: { ...audited, evidence: evidence.id, holder: holder.id, method },
  })
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: issued.secondsLeft,
    scope,
    sub: holder.subject,
    amr: [...amrOfMethod[method]],
    method,
    credential_ids: credentialIds,
    issued_at: Math.floor(issued.issuedAt.getTime() / 1000),
    expires_at: Math.floor(issued.expiresAt.getTime() / 1000),
  }
}

/** The credentials that the holder can sign with now, newest first. */
async function listUsable(tx: Transaction, holderId: string): Promise<string[]> {
  const credentials = await listSigningCredentials(tx, holderId)
  return credentials.filter(({ status }) => status === 'usable').map(({ id }) => id)
}
