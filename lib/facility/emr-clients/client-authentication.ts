import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { equalBytes } from '@/lib/kernel/bytes'
import { hashToken } from '@/lib/keystore/token'
import type { EmrClientKeys } from './emr-client.store'

/** How a client says who it is (RFC 6749 §2.3, RFC 7523 §2.2). */
export type ClientClaim = { by: 'secret'; clientId: string; secret: string } | { by: 'assertion'; assertion: string }

const algorithms = ['ES256', 'PS256', 'RS256']
const longestAssertionSeconds = 300

/** Whether the secret is the client's, in constant time; a client with keys has none. */
export function isClientSecret(keys: Pick<EmrClientKeys, 'secretHash'>, secret: string): boolean {
  return keys.secretHash !== null && equalBytes(keys.secretHash, hashToken(secret))
}

/** What of a proven assertion has to be remembered so that it is not used twice. */
export type ProvenAssertion = { jtiHash: Uint8Array; expiresAt: Date }

/**
 * Judges a client assertion (RFC 7523 §3): signed by a key of the client, `iss` = `sub` = client id, `aud` one of `audiences`,
 * at most 5 minutes to live, with a `jti`. `null` when any of it fails. Not judged here: whether it was used before.
 */
export async function verifyClientAssertion(
  assertion: string,
  { clientId, jwks, audiences }: { clientId: string; jwks: unknown; audiences: readonly string[] },
): Promise<ProvenAssertion | null> {
  if (!isKeySet(jwks)) return null
  try {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(jwks), {
      algorithms,
      issuer: clientId,
      subject: clientId,
      audience: [...audiences],
      requiredClaims: ['exp', 'jti'],
      clockTolerance: 10,
    })
    const { exp = 0, jti } = payload
    const isShortLived = exp - Date.now() / 1000 <= longestAssertionSeconds + 10
    if (typeof jti !== 'string' || jti.length < 8 || jti.length > 256 || !isShortLived) return null
    return { jtiHash: hashToken(jti), expiresAt: new Date((exp + 10) * 1000) }
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null
    throw error
  }
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys)
}
