import { appendAudit } from '@/lib/audit/audit.store'
import type { AuditEvent } from '@/lib/audit/audit-event'
import { parseClientKeys } from '@/lib/client-assertion/client-keys'
import { type ClientRefusal, replayedAssertion, toClientRefusal } from '@/lib/client-assertion/client-refusal'
import { decoyJwks } from '@/lib/client-assertion/decoy-keys'
import { readClientAssertion } from '@/lib/client-assertion/read-client-assertion'
import { verifyClientAssertion } from '@/lib/client-assertion/verify-client-assertion'
import type { AppError } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import { type FacilityContext, installationPartition } from '../facility-context'
import { type ClientClaim, isClientSecret } from './client-authentication'
import { insertEmrAccessToken } from './emr-access-token.store'
import { deleteEndedOf, type EmrClientKeys, findKeysByClientId, rememberAssertion } from './emr-client.store'

const lifeSeconds = 900
/** Per client_id, whether there is such a client or not, and address: who only knows one cannot shut the real EMR out. */
const attemptsPerMinute = 60
/** Of all clients together: a caller that invents one client_id after the other leaves no more audit rows than this. */
const failuresPerMinute = 300

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'settings'>

/** What is to be done in the transaction that issues: an assertion is remembered so that it is not used twice. */
type Proof = 'secret' | { jtiHash: Uint8Array; expiresAt: Date }

/**
 * Client credentials grant (RFC 6749 §4.4) of an EMR back end: a bearer of 15 minutes for its own facility. A client that does not
 * exist costs the same work and leaves the same trace as one that does not prove itself (AT-34, AT-47). A client that proved the key learns
 *  * in `params.reason` that the clock or the rest of the assertion is wrong, as at the authority.
 * @throws AppError `request.unauthorized` for any client that does not prove itself, `request.rate_limited`
 */
export async function issueEmrAccessToken(
  context: Context,
  claim: ClientClaim,
  origin: RequestOrigin,
): Promise<{ accessToken: string; expiresInSeconds: number }> {
  const clientId = claim.by === 'secret' ? claim.clientId : unverifiedClientId(claim)
  if (clientId === null) throw refused('not an assertion of this client')
  const name = Buffer.from(hashToken(clientId)).toString('base64url')
  const key = `emr_token:${name}:${origin.address ?? 'none'}`
  await countAttempt(context.db, 'facility', { key, limit: attemptsPerMinute, windowSeconds: 60 })
  const keys = await findKeysByClientId(context.db, clientId)
  const proof = proveClient(context, claim, keys)
  if (keys === null) return refuse(context, { keys, clientId }, { why: 'unknown client', publicReason: null }, origin)
  if (proof !== 'secret' && 'why' in proof) return refuse(context, { keys, clientId }, proof, origin)
  const accessToken = newToken(32)
  const issued = await context.db.transaction(async (tx) => {
    if (proof !== 'secret' && !(await rememberAssertion(tx, { ...proof, emrClientId: keys.id }))) return false
    await deleteEndedOf(tx, keys.id)
    await insertEmrAccessToken(tx, { tokenHash: hashToken(accessToken), emrClientId: keys.id, lifeSeconds })
    await appendAudit(tx, 'facility', context.keyring, tokenEvent(keys, 'success', origin))
    return true
  })
  if (!issued) return refuse(context, { keys, clientId }, replayedAssertion, origin)
  return { accessToken, expiresInSeconds: lifeSeconds }
}

const wrongCredentials: ClientRefusal = { why: 'credentials', publicReason: null }

/** A refusal for a client that does not prove itself, and for none. */
function proveClient({ settings }: Context, claim: ClientClaim, keys: EmrClientKeys | null): Proof | ClientRefusal {
  if (claim.by === 'secret') return isClientSecret(keys?.secretHash ?? null, claim.secret) ? 'secret' : wrongCredentials
  const assertion = readClientAssertion(claim.assertion)
  if (assertion === null) return wrongCredentials
  const audiences = [settings.facilityUrl, `${settings.facilityUrl}/api/emr/v1/token`]
  const nowSeconds = keys?.nowSeconds ?? Date.now() / 1000
  const registered = keys?.jwks ?? null
  // A key set is read in every case: reading one takes time that would say whether the client has one (AT-47).
  const read = parseClientKeys(registered ?? JSON.parse(decoyJwks)) ?? []
  const verified = verifyClientAssertion(assertion, registered === null ? [] : read, audiences, nowSeconds)
  if ('reason' in verified) return toClientRefusal(verified)
  return { jtiHash: hashToken(verified.jti), expiresAt: new Date(verified.goodUntil * 1000) }
}

/** Records a failure in a transaction of its own, then refuses; of an unknown client in the chain of no facility. */
async function refuse(
  context: Context,
  { keys, clientId }: { keys: EmrClientKeys | null; clientId: string },
  { why: reason, publicReason }: ClientRefusal,
  origin: RequestOrigin,
): Promise<never> {
  await countAttempt(context.db, 'facility', { key: 'emr_token_failures', limit: failuresPerMinute, windowSeconds: 60 })
  await context.db.transaction((tx) =>
    appendAudit(tx, 'facility', context.keyring, {
      ...tokenEvent(keys, 'failure', origin),
      code: 'request.unauthorized',
      reason,
      details: { client_id: clientId.slice(0, 64) },
    }),
  )
  throw refused(reason, publicReason)
}

function tokenEvent(keys: EmrClientKeys | null, outcome: 'success' | 'failure', origin: RequestOrigin): AuditEvent {
  const partition = keys?.facilityId ?? installationPartition
  const actor = outcome === 'success' && keys !== null ? keys.id : 'anonymous'
  return { partition, action: 'emr_client.token', outcome, actor, subject: keys?.id ?? 'unknown', origin }
}

/** The client that an assertion names, when the rest of the request names no other. */
function unverifiedClientId({ clientId, assertion }: ClientClaim & { by: 'assertion' }): string | null {
  const unverified = readClientAssertion(assertion)
  if (unverified === null) return null
  return clientId === null || clientId === unverified.clientId ? unverified.clientId : null
}

function refused(detail: string, reason: ClientRefusal['publicReason'] = null): AppError {
  return requestError('request.unauthorized', { detail, ...(reason === null ? {} : { params: { reason } }) })
}
