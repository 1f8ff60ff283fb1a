import { constants, type VerifyKeyObjectInput, verify } from 'node:crypto'
import { utf8 } from '@/lib/kernel/bytes'
import type { ClientKey } from './client-keys'
import { decoyEcKey, decoyRsaKey } from './decoy-keys'
import type { UnverifiedClientAssertion, UnverifiedMembers } from './read-client-assertion'

/** Longest life of an assertion. */
const maxLifeSeconds = 300

/** How far the clocks of a client and of the server that judges its assertions may be apart, on both sides of the product. */
export const clientClockSkewSeconds = 60

/** `goodUntil`, in seconds since 1970: from then on the assertion is refused as expired, so its `jti` may be forgotten. */
export type VerifiedClientAssertion = { jti: string; goodUntil: number }

export type ClientAssertionRefusal = {
  reason:
    | 'header'
    | 'unknown kid'
    | 'algorithm'
    | 'signature'
    | 'expired'
    | 'nbf'
    | 'foreign audience'
    | 'jti'
    | 'lives too long'
    | 'iat'
  /** The signature is right, and by a clock that shows the assertion's own `iat` everything else would be too. */
  isClockSkew?: true
}

/**
 * Verifies signature and claims of a client assertion (RFC 7515 §5.2, RFC 7523 §3) by one of the client's own `keys`, named by `kid`,
 * which may be left out when only one key fits, and only with the algorithm registered for that key. No extension is understood
 * (`crit`), nothing in the header is fetched or trusted. `audiences` are all the names of the place that asks: an assertion for
 * somebody else as well is refused. `now` in seconds since 1970. Every call does one signature's work, also with no keys at all.
 * Not judged here: whether the `jti` was used before.
 */
export function verifyClientAssertion(
  { header, claims, signingInput, signature }: UnverifiedClientAssertion,
  keys: readonly ClientKey[],
  audiences: readonly string[],
  now: number,
): VerifiedClientAssertion | ClientAssertionRefusal {
  const key = findKey(header, keys)
  const isFit = key !== null && key.algorithm === header['alg']
  const isSigned = isSignedBy(isFit ? key : decoyFor(header), signingInput, signature)
  if (!isPlainHeader(header)) return { reason: 'header' }
  if (key === null) return { reason: 'unknown kid' }
  if (!isFit) return { reason: 'algorithm' }
  if (!isSigned) return { reason: 'signature' }
  const verdict = judgeClaims(claims, audiences, now)
  return 'reason' in verdict && isByAnotherClock(claims, audiences) ? { ...verdict, isClockSkew: true } : verdict
}

/** Only of a signed assertion: this discloses to its sender that the key was known. */
function isByAnotherClock(claims: UnverifiedMembers, audiences: readonly string[]): boolean {
  const { iat } = claims
  return typeof iat === 'number' && Number.isFinite(iat) && !('reason' in judgeClaims(claims, audiences, iat))
}

/** RFC 7515 §4.1.4: the key of that `kid`; a key without one answers to any, and without a `kid` the only one that fits is meant. */
function findKey({ kid, alg }: UnverifiedMembers, keys: readonly ClientKey[]): ClientKey | null {
  const [only] = keys
  if (keys.length === 1 && only !== undefined && (only.keyId === null || kid === undefined)) return only
  const fitting = keys.filter((key) => (kid === undefined ? key.algorithm === alg : key.keyId === kid))
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}

/** RFC 7515 §4.1: members of their own types, no extension. */
function isPlainHeader(header: UnverifiedMembers): boolean {
  const { kid, typ } = header
  const areTexts = [kid, typ].every((member) => member === undefined || typeof member === 'string')
  return areTexts && !Object.hasOwn(header, 'crit') && !Object.hasOwn(header, 'b64')
}

function decoyFor({ alg }: UnverifiedMembers): ClientKey | undefined {
  return alg === 'PS256' || alg === 'RS256' ? decoyRsaKey : decoyEcKey
}

function isSignedBy(key: ClientKey | undefined, signingInput: string, signature: Uint8Array): boolean {
  return key !== undefined && verify('sha256', utf8(signingInput), keyInput(key), signature)
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

/** RFC 7519 §4.1; a claim of another type than its own is as good as a wrong one. */
function judgeClaims(
  { aud, exp, iat, nbf, jti }: UnverifiedMembers,
  audiences: readonly string[],
  now: number,
): VerifiedClientAssertion | ClientAssertionRefusal {
  if (typeof exp !== 'number' || exp <= now - clientClockSkewSeconds) return { reason: 'expired' }
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= now + clientClockSkewSeconds)) return { reason: 'nbf' }
  if (!isFor(audiences, aud)) return { reason: 'foreign audience' }
  if (typeof jti !== 'string' || jti === '') return { reason: 'jti' }
  if (exp > now + maxLifeSeconds + clientClockSkewSeconds) return { reason: 'lives too long' }
  const isIssued =
    iat === undefined ||
    (typeof iat === 'number' && iat <= now + clientClockSkewSeconds && iat <= exp && exp - iat <= maxLifeSeconds)
  return isIssued ? { jti, goodUntil: Math.ceil(exp) + clientClockSkewSeconds } : { reason: 'iat' }
}

/** RFC 7519 §4.1.3: one text or an array of them. */
function isFor(audiences: readonly string[], aud: unknown): boolean {
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  return named.length > 0 && named.every((each) => typeof each === 'string' && audiences.includes(each))
}
