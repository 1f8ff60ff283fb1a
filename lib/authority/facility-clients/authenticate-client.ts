import { decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import type { AuthorityContext } from '@/lib/authority/authority-context'
import { recordFailure } from '@/lib/authority/record-event'
import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import { countAttempt } from '@/lib/rate-limits/rate-limit.store'
import type { FacilityClient } from './facility-client'
import { findLiveByClientId, insertAssertionOnce, type StoredFacilityClient } from './facility-client.store'

const maxLifeSeconds = 300
const skewSeconds = 60
const maxAssertionLength = 4_096
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
  const claimed = readUnverified(presented)
  if (claimed === null) throw refused('not an assertion')
  const client = await findLiveByClientId(context.db, claimed.clientId)
  if (client === null) throw refused('unknown client')
  const { certificateThumbprint } = presented
  const verified = await verifyAssertion(context, client, claimed.keyId, presented)
  if ('reason' in verified) return refuse(context, client, verified.reason, origin)
  const isFirst = await insertAssertionOnce(context.db, {
    facilityClientId: client.id,
    jtiHash: hashToken(verified.jti),
    expiresAt: new Date((verified.exp + skewSeconds) * 1000),
  })
  if (!isFirst) return refuse(context, client, 'assertion replayed', origin)
  return { id: client.id, clientId: client.clientId, name: client.name, certificateThumbprint }
}

function readUnverified(presented: PresentedClient): { clientId: string; keyId: string } | null {
  const { unverifiedAssertion, unverifiedClientId } = presented
  if (unverifiedAssertion.length > maxAssertionLength) return null
  try {
    const { kid } = decodeProtectedHeader(unverifiedAssertion)
    const { iss, sub } = decodeJwt(unverifiedAssertion)
    if (typeof kid !== 'string' || typeof iss !== 'string' || iss !== sub) return null
    return unverifiedClientId === null || unverifiedClientId === iss ? { clientId: iss, keyId: kid } : null
  } catch {
    return null
  }
}

async function verifyAssertion(
  { settings }: Context,
  client: StoredFacilityClient,
  keyId: string,
  { unverifiedAssertion, certificateThumbprint, endpoint }: PresentedClient,
): Promise<{ jti: string; exp: number } | { reason: string }> {
  if (certificateThumbprint !== null && certificateThumbprint !== client.certificateThumbprint) {
    return { reason: 'foreign certificate' }
  }
  const key = client.keys.find((each) => each.keyId === keyId)
  if (key === undefined) return { reason: 'unknown kid' }
  try {
    const { payload } = await jwtVerify(unverifiedAssertion, key.publicKey, {
      algorithms: [key.algorithm],
      issuer: client.clientId,
      subject: client.clientId,
      requiredClaims: ['aud', 'exp', 'jti'],
      clockTolerance: skewSeconds,
    })
    const audiences = [settings.authorityUrl, `${settings.authorityUrl}/oauth2/token`, endpoint]
    return judgeClaims(payload, audiences, Date.now() / 1000)
  } catch (error) {
    return { reason: error instanceof Error && 'code' in error ? String(error.code) : 'unreadable' }
  }
}

function judgeClaims(
  { aud, exp, iat, jti }: JWTPayload,
  audiences: readonly string[],
  now: number,
): { jti: string; exp: number } | { reason: string } {
  const named = typeof aud === 'string' ? [aud] : (aud ?? [])
  if (named.length === 0 || !named.every((each) => audiences.includes(each))) return { reason: 'foreign audience' }
  if (typeof jti !== 'string' || jti.length < 8 || jti.length > 256) return { reason: 'jti' }
  if (exp === undefined || exp > now + maxLifeSeconds + skewSeconds) return { reason: 'lives too long' }
  if (iat !== undefined && (iat > now + skewSeconds || exp - iat > maxLifeSeconds)) return { reason: 'iat' }
  return { jti, exp }
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
