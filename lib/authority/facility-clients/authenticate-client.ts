import type { AuthorityContext } from '@/lib/authority/authority-context'
import { recordFailure } from '@/lib/authority/record-event'
import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import { countAttempt } from '@/lib/rate-limits/rate-limit.store'
import type { FacilityClient } from './facility-client'
import {
  findKeptClient,
  findLiveByClientId,
  insertAssertionOnce,
  type StoredFacilityClient,
} from './facility-client.store'
import {
  assertionSkewSeconds,
  readAssertion,
  type UnverifiedAssertion,
  type VerifiedAssertion,
  verifyAssertion,
} from './verify-assertion'

const failureLimit = { limit: 20, windowSeconds: 60 }

export type PresentedClient = {
  /** JWT of RFC 7523 §3. */
  unverifiedAssertion: string
  /** `client_id`, where the request carries one. */
  unverifiedClientId: string | null
  /** RFC 8705 `x5t#S256` of the certificate the connection was made with; `null` without mutual TLS. */
  certificateThumbprint: string | null
  /** Absolute URL of the endpoint that was called: besides issuer and token endpoint the only audience accepted. */
  endpoint: string
}

/** A client that proved who it is; `certificateThumbprint` binds what it is given (RFC 8705 §3). */
export type AuthenticatedClient = FacilityClient & { certificateThumbprint: string | null }

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

/**
 * Client authentication by `private_key_jwt` (RFC 7523 §2.2, §3): key by `kid` from the registered set, `iss` = `sub` = client,
 * `aud` ours and nobody else's, at most five minutes to live, `jti` used once. Every refusal answers alike.
 * @throws AppError `request.unauthorized`; `request.rate_limited` after many failures in the name of one client
 */
export async function authenticateClient(
  context: Context,
  presented: PresentedClient,
  origin: RequestOrigin,
): Promise<AuthenticatedClient> {
  const assertion = readAssertion(presented.unverifiedAssertion)
  if (assertion === null) throw refused('not an assertion')
  const { unverifiedClientId } = presented
  const { clientId } = assertion
  if (unverifiedClientId !== null && unverifiedClientId !== clientId) throw refused('foreign client_id')
  const kept = findKeptClient(clientId)
  const verdict = kept === null ? null : await judge(context, kept, assertion, presented)
  if (kept !== null && verdict === 'accepted') return toAuthenticated(kept, presented)
  if (kept !== null && verdict === 'assertion replayed') return refuse(context, kept, verdict, origin)
  const client = await findLiveByClientId(context.db, clientId)
  if (client === null) throw refused('unknown client')
  const reason = await judge(context, client, assertion, presented)
  return reason === 'accepted' ? toAuthenticated(client, presented) : refuse(context, client, reason, origin)
}

/** `accepted`, after which the assertion is used up, or why not. One by a client that has changed since it was read is refused. */
async function judge(
  { db, settings }: Context,
  client: StoredFacilityClient,
  assertion: UnverifiedAssertion,
  { certificateThumbprint, endpoint }: PresentedClient,
): Promise<string> {
  if (certificateThumbprint !== null && certificateThumbprint !== client.certificateThumbprint)
    return 'foreign certificate'
  const audiences = [settings.authorityUrl, `${settings.authorityUrl}/oauth2/token`, endpoint]
  const verified = verifyAssertion(assertion, client, audiences, Date.now() / 1000)
  return 'reason' in verified ? verified.reason : consume(db, client, verified)
}

async function consume(
  db: Context['db'],
  client: StoredFacilityClient,
  { jti, exp }: VerifiedAssertion,
): Promise<string> {
  const used = await insertAssertionOnce(db, {
    facilityClientId: client.id,
    version: client.version,
    jtiHash: hashToken(jti),
    expiresAt: new Date((exp + assertionSkewSeconds) * 1000),
  })
  if (used === null) return 'client changed'
  return used.isFirst ? 'accepted' : 'assertion replayed'
}

function toAuthenticated(
  { id, clientId, name }: StoredFacilityClient,
  { certificateThumbprint }: PresentedClient,
): AuthenticatedClient {
  return { id, clientId, name, certificateThumbprint }
}

/** Failures in the name of a real client are audited, but only so many: whoever knows a client_id can cause them. */
async function refuse(context: Context, client: FacilityClient, reason: string, origin: RequestOrigin): Promise<never> {
  await countAttempt(context.db, 'authority', { key: `client_failure:${client.id}`, ...failureLimit })
  await recordFailure(context, {
    action: 'facility_client.authenticate',
    actor: 'anonymous',
    subject: client.id,
    origin,
    code: 'request.unauthorized',
    reason,
  })
  throw refused(reason)
}

function refused(detail: string): AppError {
  return new AppError('request.unauthorized', { detail })
}
