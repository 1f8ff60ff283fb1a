import { createPublicKey, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'

/** A hospital as an OAuth client. */
export type FacilityClient = {
  id: string
  clientId: string
  name: string
}

/** A public key that a client may sign its assertions with. */
export type ClientKey = { keyId: string; algorithm: ClientAlgorithm; publicKey: KeyObject; jwk: JWK }

/** Algorithms of client assertions (RFC 7518 §3.1). */
export const clientAlgorithms = ['ES256', 'PS256', 'RS256'] as const

export type ClientAlgorithm = (typeof clientAlgorithms)[number]

const minModulusBits = 2048

/**
 * Reads a JWK set (RFC 7517 §5) of public signing keys. `null` unless it has one to ten keys, each with its own `kid`, on P-256 or
 * RSA of at least 2048 bits, without a private part. An RSA key without `alg` is for PS256.
 */
export function parseClientKeys(unverifiedJwks: unknown): ClientKey[] | null {
  if (typeof unverifiedJwks !== 'object' || unverifiedJwks === null || !('keys' in unverifiedJwks)) return null
  const { keys } = unverifiedJwks
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > 10) return null
  const parsed = keys.map(parseKey).filter((key) => key !== null)
  const isUnique = new Set(parsed.map((key) => key.keyId)).size === parsed.length
  return parsed.length === keys.length && isUnique ? parsed : null
}

function parseKey(unverifiedJwk: unknown): ClientKey | null {
  if (typeof unverifiedJwk !== 'object' || unverifiedJwk === null) return null
  const jwk: JWK = { ...unverifiedJwk }
  const { kid, use } = jwk
  if (typeof kid !== 'string' || kid === '' || kid.length > 128 || (use !== undefined && use !== 'sig')) return null
  if ('d' in jwk || 'k' in jwk) return null
  const algorithm = algorithmOf(jwk)
  if (algorithm === null) return null
  try {
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    const bits = publicKey.asymmetricKeyDetails?.modulusLength
    return bits !== undefined && bits < minModulusBits ? null : { keyId: kid, algorithm, publicKey, jwk }
  } catch {
    return null
  }
}

function algorithmOf({ kty, crv, alg }: JWK): ClientAlgorithm | null {
  if (kty === 'EC' && crv === 'P-256' && (alg === undefined || alg === 'ES256')) return 'ES256'
  if (kty !== 'RSA') return null
  if (alg === undefined || alg === 'PS256') return 'PS256'
  return alg === 'RS256' ? 'RS256' : null
}
