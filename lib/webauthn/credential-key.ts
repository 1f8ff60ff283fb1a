import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { toBase64Url } from '@/lib/kernel/bytes'
import { type CoseAlgorithm, offeredAlgorithms } from './webauthn'
import { type Finding, toFinding } from './webauthn.findings'

const es256 = -7
const minRsaBits = 2_048
const maxRsaBits = 4_096

export type CredentialKey = { algorithm: CoseAlgorithm; key: KeyObject }

/**
 * Imports a COSE_Key (RFC 9053) so that nothing is stored that could never sign in: algorithm offered, key type and curve
 * fitting it, point on the curve, RSA of 2,048 to 4,096 bits with an odd exponent above 1 (R5, R6).
 */
export function importCredentialKey(
  publicKey: Uint8Array<ArrayBuffer>,
  algorithms: readonly CoseAlgorithm[],
): CredentialKey | Finding {
  const members = decodeMap(publicKey)
  if (members === null) return toFinding('public_key_invalid', 'refused', { detail: 'no COSE_Key' })
  const algorithm = offeredAlgorithms.find((offered) => offered === members.get(3))
  if (algorithm === undefined || !algorithms.includes(algorithm)) return toFinding('algorithm_not_offered', 'refused')
  const jwk = algorithm === es256 ? ecJwk(members) : rsaJwk(members)
  if (jwk === null) return toFinding('public_key_invalid', 'refused', { detail: 'key type, curve or member' })
  const key = importJwk(jwk)
  if (key === null) return toFinding('public_key_invalid', 'refused', { detail: 'not a point, or no RSA key' })
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && (bits < minRsaBits || bits > maxRsaBits)) {
    return toFinding('public_key_invalid', 'refused', { detail: `RSA of ${bits} bits` })
  }
  return { algorithm, key }
}

function decodeMap(octets: Uint8Array<ArrayBuffer>): Map<unknown, unknown> | null {
  try {
    const decoded: unknown = isoCBOR.decodeFirst(octets)
    return decoded instanceof Map ? decoded : null
  } catch {
    return null
  }
}

function ecJwk(members: Map<unknown, unknown>): JsonWebKey | null {
  const x = members.get(-2)
  const y = members.get(-3)
  if (members.get(1) !== 2 || members.get(-1) !== 1) return null
  if (!(x instanceof Uint8Array) || !(y instanceof Uint8Array) || x.length !== 32 || y.length !== 32) return null
  return { kty: 'EC', crv: 'P-256', x: toBase64Url(x), y: toBase64Url(y) }
}

function rsaJwk(members: Map<unknown, unknown>): JsonWebKey | null {
  const n = members.get(-1)
  const e = members.get(-2)
  if (members.get(1) !== 3 || !(n instanceof Uint8Array) || !(e instanceof Uint8Array)) return null
  const exponent = e.reduce((value, octet) => value * 256 + octet, 0)
  if (e.length > 4 || exponent <= 1 || exponent % 2 === 0) return null
  return { kty: 'RSA', n: toBase64Url(n), e: toBase64Url(e) }
}

function importJwk(jwk: JsonWebKey): KeyObject | null {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return null
  }
}
