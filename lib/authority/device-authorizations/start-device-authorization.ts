import { randomBytes, randomInt } from 'node:crypto'
import type { AppError } from '@/lib/kernel/app-error'
import { toBase64Url } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import type { RateLimit } from '@/lib/rate-limits/rate-limit'
import type { DeviceAuthorizationAnswer, SignInDetails } from '@/lib/wire/oauth'
import type { AuthorityContext } from '../authority-context'
import type { AuthenticatedClient } from '../facility-clients/authenticate-client'
import { holderError } from '../holders/holder.errors'
import { lockAuditLog, recordEvent, recordFailure } from '../record-event'
import { pollIntervalSeconds } from './device-authorization'
import { findReadyHolder, insertIfHolderReady } from './device-authorization.store'
import { qrSecretPlace } from './qr-secret'
import { holderStarts, terminalStarts } from './start-limits'

const endSeconds = 600

/** RFC 8628 §6.1: consonants without those that read alike; nothing is ever typed in, so it may be long enough to be unique. */
const userCodeLetters = 'BCDFGHJKLMNPQRSTVWXZ'

export type StartRequest = { loginHint: string; bindingMessage: string | null; details: SignInDetails }

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

/**
 * Starts a daily sign-in for one holder, who is fixed from here on (RFC 8628 §3.1, AT-08). The hospital's name is the one the
 * authority registered, not one of the request (AT-18). Numbers are typed unless both sides allow picking.
 * @throws AppError `holder.unknown` (also disabled, or no phone), `request.rate_limited`
 */
export async function startDeviceAuthorization(
  context: Context,
  client: AuthenticatedClient,
  request: StartRequest,
  origin: RequestOrigin,
): Promise<DeviceAuthorizationAnswer> {
  const { details } = request
  await countStart(context, terminalStarts(client.id, details.terminal), client, origin)
  const holder = await findReadyHolder(context.db, request.loginHint)
  if (holder === null) return refuse(context, client, holderError('holder.unknown'), origin)
  await countStart(context, holderStarts(client.id, holder.id), client, origin)
  const { row, answer } = createRow(context, client, holder, request)
  const isStarted = await context.db.transaction(async (tx) => {
    const [isInserted] = await Promise.all([insertIfHolderReady(tx, row), lockAuditLog(tx)])
    if (!isInserted) return false
    await recordEvent(tx, context.keyring, {
      action: 'device_authorization.start',
      outcome: 'success',
      actor: client.id,
      subject: row.id,
      origin,
      details: { holder: holder.id, terminal: row.terminal, place: row.place, staff: row.staffDisplayName },
    })
    return true
  })
  if (isStarted) return answer
  return refuse(context, client, holderError('holder.unknown'), origin)
}

function createRow(context: Context, client: AuthenticatedClient, holder: { id: string }, request: StartRequest) {
  const { settings, keyring } = context
  const { details, bindingMessage } = request
  const id = newId('deviceAuthorization')
  const deviceCode = newToken(32)
  const userCode = newUserCode()
  const qrToken = newToken(16)
  const qrSecret = randomBytes(32)
  const isPicked = settings.numberMatching === 'pick' && (details.number_matching ?? 'pick') === 'pick'
  const row = {
    id,
    facilityClientId: client.id,
    holderId: holder.id,
    deviceCodeHash: hashToken(deviceCode),
    userCode,
    qrToken,
    sealedQrSecret: keyring.seal(qrSecret, qrSecretPlace(id)),
    facilityName: client.name,
    terminal: details.terminal,
    terminalName: details.terminal_name,
    place: details.place,
    department: details.department,
    staffDisplayName: details.staff_display_name,
    bindingMessage,
    numberMatching: isPicked ? ('pick' as const) : ('type' as const),
    claimSeconds: settings.claimSeconds,
    endSeconds,
  }
  const answer: DeviceAuthorizationAnswer = {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: `${settings.authorityUrl}/sign-in`,
    expires_in: endSeconds,
    claim_expires_in: settings.claimSeconds,
    interval: pollIntervalSeconds,
    device_authorization_id: id,
    qr_token: qrToken,
    qr_secret: toBase64Url(qrSecret),
  }
  return { row, answer }
}

function newUserCode(): string {
  const letters = Array.from({ length: 12 }, () => userCodeLetters[randomInt(userCodeLetters.length)])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** A flood of starts is refused with 429 and recorded in the audit log, with the limit that it reached. */
async function countStart(
  context: Context,
  limit: RateLimit,
  client: AuthenticatedClient,
  origin: RequestOrigin,
): Promise<void> {
  try {
    await countAttempt(context.db, 'authority', limit)
  } catch (error) {
    if (requestError.is(error, 'request.rate_limited')) {
      await refuse(context, client, error, origin, limit.key)
    }
    throw error
  }
}

async function refuse(
  context: Context,
  client: AuthenticatedClient,
  error: AppError,
  origin: RequestOrigin,
  reason?: string,
): Promise<never> {
  await recordFailure(context, {
    action: 'device_authorization.start',
    actor: client.id,
    subject: client.id,
    origin,
    code: error.code,
    ...(reason === undefined ? {} : { reason }),
  })
  throw error
}
