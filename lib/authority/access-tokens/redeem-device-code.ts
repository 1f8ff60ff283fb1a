import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { TokenAnswer } from '@/lib/wire/oauth'
import type { AuthorityContext } from '../authority-context'
import { pollIntervalSeconds } from '../device-authorizations/device-authorization'
import { expireDeviceAuthorization } from '../device-authorizations/expire-device-authorization'
import { showDeviceAuthorization } from '../device-authorizations/show-device-authorization'
import type { AuthenticatedClient } from '../facility-clients/authenticate-client'
import { recordFailure } from '../record-event'
import { issueAccessToken } from './issue-access-token'
import { notePoll, type Poll, redeemIfApproved } from './redemption.store'

/** Two polls may arrive closer together than they were sent. */
const toleranceSeconds = 1

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
  context: Context,
  client: AuthenticatedClient,
  deviceCodeHash: Uint8Array<ArrayBuffer>,
  origin: RequestOrigin,
): Promise<TokenAnswer | null> {
  const issued = context.db.transaction(async (tx) => {
    const session = await redeemIfApproved(tx, { deviceCodeHash, facilityClientId: client.id })
    if (session === null) return null
    await notify(tx, 'authority_device_authorization', session.deviceAuthorizationId)
    const { holderId, subject, evidenceId, phoneId, approvedAt, terminalName, place } = session
    const proof = {
      holder: { id: holderId, subject },
      facility: client,
      method: 'fido',
      evidence: { id: evidenceId, provedAt: approvedAt, phoneId },
      place: { terminalName, place },
      audited: { device_authorization: session.deviceAuthorizationId },
    } as const
    const token = await issueAccessToken(tx, proof, context, origin)
    if (token === null) throw notLive
    return token
  })
  return issued.catch((error: unknown) => {
    if (error === notLive) return null
    throw error
  })
}

/** Rolls the redemption back: holder or client was ended between its two statements. */
const notLive = new Error('no longer live')

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
