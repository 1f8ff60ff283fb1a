import type { AuthorityContext } from '@/lib/authority/authority-context'
import { recordFailure } from '@/lib/authority/record-event'
import { type ClientRefusal, replayedAssertion, toClientRefusal } from '@/lib/client-assertion/client-refusal'
import { readClientAssertion, type UnverifiedClientAssertion } from '@/lib/client-assertion/read-client-assertion'
import { type VerifiedClientAssertion, verifyClientAssertion } from '@/lib/client-assertion/verify-client-assertion'
import type { AppError } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import type { FacilityClient } from './facility-client'
import {
  findKeptClient,
  findLiveByClientId,
  insertAssertionOnce,
  type StoredFacilityClient,
} from './facility-client.store'

/** Of one client_id, whether there is such a client or not. */
const failuresOfClient = { limit: 20, windowSeconds: 60 }
/** Of all unknown clients together: a caller that invents one client_id after the other leaves no more audit rows than this. */
const failuresOfAll = { limit: 300, windowSeconds: 60 }

export type PresentedClient = {
  /** JWT of RFC 7523 §3. */
  unverifiedAssertion: string
  /** `client_id`, where the request carries one. */
  unverifiedClientId: string | null
  /** RFC 8705 `x5t#S256` of the certificate the connection was made with; `null` without mutual TLS. */
  certificateThumbprint: string | null
  /** Absolute URL of the endpoint that was called: with issuer and token endpoint the only audiences accepted. */
  endpoint: string
}

/** A client that proved who it is; `certificateThumbprint` binds what it is given (RFC 8705 §3). */
export type AuthenticatedClient = FacilityClient & { certificateThumbprint: string | null }

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

type Verdict = 'accepted' | ClientRefusal

const unknownClient: ClientRefusal = { why: 'unknown client', publicReason: null }

/**
 * Client authentication by `private_key_jwt` (RFC 7523 §2.2, §3): key from the registered set, `iss` = `sub` = client, `aud` ours
 * and no other, at most five minutes to live, `jti` used once. Refusals without a proven signature answer alike, and one in the name of
 * a client that does not exist does the same work and leaves the same trace as of one that does (AT-34, AT-47). A client that proved the
 * key learns in `params.reason` that the clock or the rest of the assertion is wrong, and not the registration (AT-49).
 * @throws AppError `request.unauthorized`; `request.rate_limited` after many failures in the name of one client
 */
export async function authenticateClient(
  context: Context,
  presented: PresentedClient,
  origin: RequestOrigin,
): Promise<AuthenticatedClient> {
  const assertion = readClientAssertion(presented.unverifiedAssertion)
  if (assertion === null) throw refused({ why: 'not an assertion', publicReason: null })
  const { unverifiedClientId } = presented
  const { clientId } = assertion
  if (unverifiedClientId !== null && unverifiedClientId !== clientId)
    throw refused({ why: 'foreign client_id', publicReason: null })
  const kept = findKeptClient(clientId)
  const verdict = kept === null ? null : await judge(context, kept, assertion, presented)
  if (kept !== null && verdict === 'accepted') return toAuthenticated(kept, presented)
  if (kept !== null && verdict === replayedAssertion) return refuse(context, { id: kept.id, clientId }, verdict, origin)
  const client = await findLiveByClientId(context.db, clientId)
  if (verdict !== null && verdict !== 'accepted' && client !== null && client.version === kept?.version)
    return refuse(context, { id: client.id, clientId }, verdict, origin)
  const again = await judge(context, client, assertion, presented)
  if (again !== 'accepted') return refuse(context, { id: client?.id ?? 'unknown', clientId }, again, origin)
  if (client === null) throw refused(unknownClient)
  return toAuthenticated(client, presented)
}

/**
 * `accepted`, after which the assertion is used up, or why not. An assertion by a client that has changed since it was read is refused;
 * one by an unknown client is judged by no key.
 */
async function judge(
  { db, settings }: Context,
  client: StoredFacilityClient | null,
  assertion: UnverifiedClientAssertion,
  { certificateThumbprint, endpoint }: PresentedClient,
): Promise<Verdict> {
  if (certificateThumbprint !== null && certificateThumbprint !== client?.certificateThumbprint)
    return { why: 'foreign certificate', publicReason: null }
  const audiences = [settings.authorityUrl, `${settings.authorityUrl}/oauth2/token`, endpoint]
  const verified = verifyClientAssertion(assertion, client?.keys ?? [], audiences, Date.now() / 1000)
  if (client === null) return unknownClient
  return 'reason' in verified ? toClientRefusal(verified) : consume(db, client, verified)
}

async function consume(
  db: Context['db'],
  client: StoredFacilityClient,
  { jti, goodUntil }: VerifiedClientAssertion,
): Promise<Verdict> {
  const used = await insertAssertionOnce(db, {
    facilityClientId: client.id,
    version: client.version,
    jtiHash: hashToken(jti),
    expiresAt: new Date(goodUntil * 1000),
  })
  if (used === null) return { why: 'client changed', publicReason: null }
  return used.isFirst ? 'accepted' : replayedAssertion
}

function toAuthenticated(
  { id, clientId, name }: StoredFacilityClient,
  { certificateThumbprint }: PresentedClient,
): AuthenticatedClient {
  return { id, clientId, name, certificateThumbprint }
}

/** Failures are audited, but only so many: any caller that knows or invents a client_id can cause them. */
async function refuse(
  context: Context,
  { id, clientId }: { id: string; clientId: string },
  refusal: ClientRefusal,
  origin: RequestOrigin,
): Promise<never> {
  const name = Buffer.from(hashToken(clientId)).toString('base64url')
  await countAttempt(context.db, 'authority', { key: `client_failure:${name}`, ...failuresOfClient })
  await countAttempt(context.db, 'authority', { key: 'client_failures', ...failuresOfAll })
  await recordFailure(context, {
    action: 'facility_client.authenticate',
    actor: 'anonymous',
    subject: id,
    origin,
    code: 'request.unauthorized',
    reason: refusal.why,
    details: { client_id: clientId.slice(0, 64) },
  })
  throw refused(refusal)
}

function refused({ why: detail, publicReason: reason }: ClientRefusal): AppError {
  return requestError('request.unauthorized', { detail, ...(reason === null ? {} : { params: { reason } }) })
}
