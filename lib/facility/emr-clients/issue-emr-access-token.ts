import { decodeJwt } from 'jose'
import { appendAudit } from '@/lib/audit/audit.store'
import type { AuditEvent } from '@/lib/audit/audit-event'
import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import { countAttempt } from '@/lib/rate-limits/rate-limit.store'
import type { FacilityContext } from '../facility-context'
import { type ClientClaim, isClientSecret, type ProvenAssertion, verifyClientAssertion } from './client-authentication'
import { insertEmrAccessToken } from './emr-access-token.store'
import { deleteEndedOf, type EmrClientKeys, findKeysByClientId, rememberAssertion } from './emr-client.store'

const lifeSeconds = 900
/** Per client and address: who only knows a client id cannot shut the real EMR out. */
const attemptsPerMinute = 60

/**
 * Client credentials grant (RFC 6749 §4.4) of an EMR back end: a bearer of 15 minutes for its own facility.
 * @throws AppError `request.unauthorized` for any client that does not prove itself, `request.rate_limited`
 */
export async function issueEmrAccessToken(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'settings'>,
  claim: ClientClaim,
  origin: RequestOrigin,
): Promise<{ accessToken: string; expiresInSeconds: number }> {
  const clientId = claim.by === 'secret' ? claim.clientId : unverifiedSubject(claim.assertion)
  const keys = clientId === null ? null : await findKeysByClientId(context.db, clientId)
  const limitKey = `emr_token:${keys?.id ?? 'unknown'}:${origin.address ?? 'none'}`
  await countAttempt(context.db, 'facility', { key: limitKey, limit: attemptsPerMinute, windowSeconds: 60 })
  if (keys === null || clientId === null) throw new AppError('request.unauthorized', { detail: 'unknown client' })
  const proof = await proveClient(context, claim, { ...keys, clientId })
  if (proof === null) return refuse(context, keys, 'credentials', origin)
  const accessToken = newToken(32)
  const issued = await context.db.transaction(async (tx) => {
    if (proof !== 'secret' && !(await rememberAssertion(tx, { ...proof, emrClientId: keys.id }))) return false
    await deleteEndedOf(tx, keys.id)
    await insertEmrAccessToken(tx, { tokenHash: hashToken(accessToken), emrClientId: keys.id, lifeSeconds })
    await appendAudit(tx, 'facility', context.keyring, tokenEvent(keys, 'success', origin))
    return true
  })
  if (!issued) return refuse(context, keys, 'assertion used before', origin)
  return { accessToken, expiresInSeconds: lifeSeconds }
}

async function proveClient(
  { settings }: Pick<FacilityContext, 'settings'>,
  claim: ClientClaim,
  keys: EmrClientKeys & { clientId: string },
): Promise<'secret' | ProvenAssertion | null> {
  if (claim.by === 'secret') return isClientSecret(keys, claim.secret) ? 'secret' : null
  const audiences = [settings.facilityUrl, `${settings.facilityUrl}/api/emr/v1/token`]
  return verifyClientAssertion(claim.assertion, { clientId: keys.clientId, jwks: keys.jwks, audiences })
}

/** Records the failure of a known client in a transaction of its own, then refuses. */
async function refuse(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  keys: EmrClientKeys,
  reason: string,
  origin: RequestOrigin,
): Promise<never> {
  await context.db.transaction((tx) =>
    appendAudit(tx, 'facility', context.keyring, {
      ...tokenEvent(keys, 'failure', origin),
      code: 'request.unauthorized',
      reason,
    }),
  )
  throw new AppError('request.unauthorized', { detail: reason })
}

function tokenEvent(keys: EmrClientKeys, outcome: 'success' | 'failure', origin: RequestOrigin): AuditEvent {
  return { partition: keys.facilityId, action: 'emr_client.token', outcome, actor: keys.id, subject: keys.id, origin }
}

function unverifiedSubject(assertion: string): string | null {
  try {
    const { sub } = decodeJwt(assertion)
    return typeof sub === 'string' && sub.length <= 128 ? sub : null
  } catch {
    return null
  }
}
