import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { toBase64Url } from '@/lib/kernel/bytes'
import { type CborMap, readCbor } from './cbor/read-cbor'
import { type CoseAlgorithm, offeredAlgorithms } from './webauthn'
import { type Finding, toFinding } from './webauthn.findings'

const es256 = -7
const minRsaBits = 2_048
const maxRsaBits = 4_096
/** FIPS 186-5 §5.1: above 2^16. */
const minRsaExponent = 65_537
/** SP 800-89 §5.3.3 step f. */
const smallPrimes = primesBelow(752)

export type CredentialKey = { algorithm: CoseAlgorithm; key: KeyObject }

/**
 * Imports a COSE_Key (RFC 9053) so that nothing is stored that could never sign in: algorithm offered, key type and curve
 * fitting it, point on the curve, RSA key as SP 800-89 §5.3.3 asks (R5, R6). Only the public parameters may be there: no private
 * part, and none of the optional parameters that WebAuthn L3 §6.5.1 forbids.
 */
export function importCredentialKey(
  publicKey: Uint8Array,
  algorithms: readonly CoseAlgorithm[],
): CredentialKey | Finding {
  const members = readCbor(publicKey)?.value
  if (!(members instanceof Map)) return invalid('no COSE_Key')
  const algorithm = offeredAlgorithms.find((offered) => offered === members.get(3))
  if (algorithm === undefined || !algorithms.includes(algorithm)) return toFinding('algorithm_not_offered', 'refused')
  const fault = faultOfLabels(members, algorithm)
  if (fault !== null) return invalid(fault)
  const jwk = algorithm === es256 ? ecJwk(members) : rsaJwk(members)
  if (typeof jwk === 'string') return invalid(jwk)
  const key = importJwk(jwk)
  if (key === null) return invalid('not a point, or no RSA key')
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && (bits < minRsaBits || bits > maxRsaBits)) return invalid(`RSA of ${bits} bits`)
  return { algorithm, key }
}

function invalid(detail: string): Finding {
  return toFinding('public_key_invalid', 'refused', { detail })
}

/** Labels of the public parameters (RFC 9053 §7.1.1, RFC 8230 §4): kty, alg, and of the key itself. */
const publicLabels: Readonly<Record<CoseAlgorithm, readonly number[]>> = {
  [-7]: [1, 3, -1, -2, -3],
  [-257]: [1, 3, -1, -2],
}

function faultOfLabels(members: CborMap, algorithm: CoseAlgorithm): string | null {
  const known = publicLabels[algorithm]
  const further = [...members.keys()].filter((label) => typeof label !== 'number' || !known.includes(label))
  if (further.length === 0) return null
  const isPrivate = further.some((label) => typeof label === 'number' && label <= (algorithm === es256 ? -4 : -3))
  return isPrivate ? 'private key part' : 'parameter that is not allowed'
}

function ecJwk(members: CborMap): JsonWebKey | string {
  const x = members.get(-2)
  const y = members.get(-3)
  if (members.get(1) !== 2 || members.get(-1) !== 1) return 'key type or curve'
  if (!(x instanceof Uint8Array) || !(y instanceof Uint8Array) || x.length !== 32 || y.length !== 32) {
    return 'coordinate'
  }
  return { kty: 'EC', crv: 'P-256', x: toBase64Url(x), y: toBase64Url(y) }
}

/** A modulus that is even or has a small factor was never a product of two large primes, so nothing can verify with it. */
function rsaJwk(members: CborMap): JsonWebKey | string {
  const n = members.get(-1)
  const e = members.get(-2)
  if (members.get(1) !== 3 || !(n instanceof Uint8Array) || !(e instanceof Uint8Array)) return 'key type or member'
  if (n.length > maxRsaBits / 8 + 1) return 'RSA modulus too long'
  const exponent = e.reduce((value, byte) => value * 256 + byte, 0)
  if (e.length > 4 || exponent < minRsaExponent || exponent % 2 === 0) return 'RSA exponent'
  const modulus = n.reduce((value, byte) => value * 256n + BigInt(byte), 0n)
  if (smallPrimes.some((prime) => modulus % prime === 0n)) return 'RSA modulus with a small factor'
  return { kty: 'RSA', n: toBase64Url(n), e: toBase64Url(e) }
}

function primesBelow(limit: number): bigint[] {
  const primes: number[] = []
  for (let candidate = 2; candidate < limit; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  }
  return primes.map(BigInt)
}

function importJwk(jwk: JsonWebKey): KeyObject | null {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return null
  }
}
