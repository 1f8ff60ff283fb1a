import { constants, type VerifyKeyObjectInput, verify } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose'
import { fromBase64Url, utf8 } from '@/lib/kernel/bytes'
import type { ClientKey } from './facility-client'

const maxLifeSeconds = 300
const maxAssertionLength = 4_096

/** How far the clocks of client and authority may be apart. */
export const assertionSkewSeconds = 60

/** What an assertion says of itself; nothing of it is proven. */
export type UnverifiedAssertion = {
  clientId: string
  keyId: string
  header: ProtectedHeaderParameters
  payload: JWTPayload
  /** RFC 7515 §5.1, step 5. */
  signingInput: string
  signature: Uint8Array<ArrayBuffer>
}

export type VerifiedAssertion = { jti: string; exp: number }

/** Reads a JWS in compact form (RFC 7515 §7.1) whose issuer is its subject; `null` for anything else. */
export function readAssertion(unverified: string): UnverifiedAssertion | null {
  if (unverified.length > maxAssertionLength) return null
  try {
    const header = decodeProtectedHeader(unverified)
    const payload = decodeJwt(unverified)
    const [protectedPart = '', payloadPart = '', signaturePart = ''] = unverified.split('.')
    const signature = fromBase64Url(signaturePart)
    if (typeof header.kid !== 'string' || typeof payload.iss !== 'string' || payload.iss !== payload.sub) return null
    if (signature === null) return null
    const signingInput = `${protectedPart}.${payloadPart}`
    return { clientId: payload.iss, keyId: header.kid, header, payload, signingInput, signature }
  } catch {
    return null
  }
}

/**
 * Verifies signature and claims (RFC 7515 §5.2, RFC 7523 §3) by the key that the client has registered under that `kid`, and only
 * with the algorithm registered for it. No extension is understood (`crit`). `now` in seconds since 1970.
 */
export function verifyAssertion(
  { keyId, header, payload, signingInput, signature }: UnverifiedAssertion,
  { keys }: { keys: readonly ClientKey[] },
  audiences: readonly string[],
  now: number,
): VerifiedAssertion | { reason: string } {
  const key = keys.find((each) => each.keyId === keyId)
  if (key === undefined) return { reason: 'unknown kid' }
  if (header.alg !== key.algorithm || 'crit' in header || 'b64' in header) return { reason: 'algorithm' }
  if (!verify('sha256', utf8(signingInput), keyInput(key), signature)) return { reason: 'signature' }
  return judgeClaims(payload, audiences, now)
}

/** RFC 7518 §3.3–§3.5. */
function keyInput({ algorithm, publicKey: key }: ClientKey): VerifyKeyObjectInput {
  switch (algorithm) {
    case 'ES256':
      return { key, dsaEncoding: 'ieee-p1363' }
    case 'PS256':
      return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    case 'RS256':
      return { key, padding: constants.RSA_PKCS1_PADDING }
  }
}

function judgeClaims(
  { aud, exp, iat, nbf, jti }: JWTPayload,
  audiences: readonly string[],
  now: number,
): VerifiedAssertion | { reason: string } {
  if (typeof exp !== 'number' || exp <= now - assertionSkewSeconds) return { reason: 'expired' }
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= now + assertionSkewSeconds)) return { reason: 'nbf' }
  const named = typeof aud === 'string' ? [aud] : (aud ?? [])
  if (named.length === 0 || !named.every((each) => audiences.includes(each))) return { reason: 'foreign audience' }
  if (typeof jti !== 'string' || jti.length < 8 || jti.length > 256) return { reason: 'jti' }
  if (exp > now + maxLifeSeconds + assertionSkewSeconds) return { reason: 'lives too long' }
  if (iat === undefined) return { jti, exp }
  const isIssued = typeof iat === 'number' && iat <= now + assertionSkewSeconds && exp - iat <= maxLifeSeconds
  return isIssued ? { jti, exp } : { reason: 'iat' }
}
