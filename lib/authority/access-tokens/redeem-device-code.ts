import type { Transaction } from '@/lib/db/database'
import { notify } from '@/lib/db/notifications'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { TokenAnswer } from '@/lib/wire/oauth'
import type { AuthorityContext } from '../authority-context'
import { pollIntervalSeconds } from '../device-authorizations/device-authorization'
import { expireDeviceAuthorization } from '../device-authorizations/expire-device-authorization'
import { showDeviceAuthorization } from '../device-authorizations/show-device-authorization'
import type { AuthenticatedClient } from '../facility-clients/authenticate-client'
import { lockTrail, recordEvent, recordFailure } from '../record-event'
import { listSigningCredentials } from '../signatures/credential/signing-credential.store'
import { amrOfMethod } from './access-token'
import { notePoll, type Poll, redeemIfApproved } from './redemption.store'

/** Two polls may arrive closer together than they were sent. */
const toleranceSeconds = 1
const method = 'fido'
const scope = 'sign'

export type Redemption =
  | { outcome: 'issued'; token: TokenAnswer }
  | { outcome: 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | 'invalid_grant' }

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

/**
 * The device code grant (RFC 8628 §3.4, §3.5): exchanges an approved code for the daily token, once, by the client that started
 * it (Q11, AT-10, AT-12). The outcome is the standard's own word; refusals that are no part of polling are audited.
 */
export async function redeemDeviceCode(
  context: Context,
  client: AuthenticatedClient,
  deviceCode: string,
  origin: RequestOrigin,
): Promise<Redemption> {
  const deviceCodeHash = hashToken(deviceCode)
  const token = await issue(context, client, deviceCodeHash, origin)
  if (token !== null) return { outcome: 'issued', token }
  const poll = await notePoll(context.db, {
    deviceCodeHash,
    facilityClientId: client.id,
    intervalSeconds: pollIntervalSeconds - toleranceSeconds,
  })
  if (poll?.isExpiryUnwritten === true) await expireDeviceAuthorization(context, poll.id, origin)
  const outcome = outcomeOf(poll)
  if (poll?.state === 'started')
    await showDeviceAuthorization(context, { id: poll.id, facilityClientId: client.id }, origin)
  if (outcome === 'invalid_grant' || poll?.state === 'approved') {
    await recordFailure(context, {
      action: 'access_token.issue',
      actor: client.id,
      subject: poll?.id ?? 'unknown',
      origin,
      code: outcome,
      reason: poll === null ? 'unknown device code' : `device authorization ${poll.state}`,
    })
  }
  return { outcome }
}

async function issue(
  { db, keyring, settings }: Context,
  client: AuthenticatedClient,
  deviceCodeHash: Uint8Array<ArrayBuffer>,
  origin: RequestOrigin,
): Promise<TokenAnswer | null> {
  const id = newId('accessToken')
  const accessToken = newToken(32)
  const issued = await db.transaction(async (tx) => {
    const row = await redeemIfApproved(tx, {
      id,
      tokenHash: hashToken(accessToken),
      deviceCodeHash,
      facilityClientId: client.id,
      certificateThumbprint: client.certificateThumbprint,
      method,
      scope,
      lifeSeconds: settings.accessTokenSeconds,
    })
    if (row === null) return null
    await notify(tx, 'authority_device_authorization', row.deviceAuthorizationId)
    const event = { action: 'access_token.issue', outcome: 'success', actor: client.id, subject: id, origin } as const
    const details = { device_authorization: row.deviceAuthorizationId, holder: row.holderId, method }
    const [credentialIds] = await Promise.all([listUsable(tx, row.holderId), lockTrail(tx)])
    await recordEvent(tx, keyring, { ...event, details })
    return { ...row, credentialIds }
  })
  if (issued === null) return null
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: issued.secondsLeft,
    scope,
    sub: issued.subject,
    amr: [...amrOfMethod[method]],
    method,
    credential_ids: issued.credentialIds,
    issued_at: Math.floor(issued.issuedAt.getTime() / 1000),
    expires_at: Math.floor(issued.expiresAt.getTime() / 1000),
  }
}

/** The credentials that the holder can sign with now, newest first. */
async function listUsable(tx: Transaction, holderId: string): Promise<string[]> {
  const credentials = await listSigningCredentials(tx, holderId)
  return credentials.filter(({ status }) => status === 'usable').map(({ id }) => id)
}

/** `approved` comes here only when its holder or phone has been ended since. */
function outcomeOf(poll: Poll | null): Exclude<Redemption['outcome'], 'issued'> {
  switch (poll?.state) {
    case 'started':
    case 'shown':
    case 'claimed':
      return poll.isTooSoon ? 'slow_down' : 'authorization_pending'
    case 'approved':
    case 'denied':
    case 'cancelled':
      return 'access_denied'
    case 'expired':
      return 'expired_token'
    case 'redeemed':
    case undefined:
      return 'invalid_grant'
  }
}
