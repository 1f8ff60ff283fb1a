import { createPublicKey, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'

/** A public key that a client may sign its assertions with; only a client's single key may have no `kid`. */
export type ClientKey = { keyId: string | null; algorithm: ClientAlgorithm; publicKey: KeyObject; jwk: JWK }

/** Algorithms of client assertions (RFC 7518 §3.1). */
export const clientAlgorithms = ['ES256', 'PS256', 'RS256'] as const

export type ClientAlgorithm = (typeof clientAlgorithms)[number]

const minModulusBits = 2048

/**
 * Reads a JWK set (RFC 7517 §5) of public signing keys. `null` unless it has one to ten keys on P-256 or RSA of at least 2048 bits,
 * without a private part, and each with its own `kid` where there is more than one. A key is for one algorithm (RFC 8725 §3.1): an
 * RSA key without `alg` for PS256.
 */
export function parseClientKeys(unverifiedJwks: unknown): ClientKey[] | null {
  if (typeof unverifiedJwks !== 'object' || unverifiedJwks === null || !('keys' in unverifiedJwks)) return null
  const { keys } = unverifiedJwks
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > 10) return null
  const parsed = keys.map(parseKey).filter((key) => key !== null)
  const keyIds = parsed.map((key) => key.keyId)
  const areTold = keyIds.length === 1 || (!keyIds.includes(null) && new Set(keyIds).size === keyIds.length)
  return parsed.length === keys.length && areTold ? parsed : null
}

function parseKey(unverifiedJwk: unknown): ClientKey | null {
  if (typeof unverifiedJwk !== 'object' || unverifiedJwk === null) return null
  const jwk: JWK = { ...unverifiedJwk }
  const { kid, use, key_ops: operations } = jwk
  if (kid !== undefined && (typeof kid !== 'string' || kid === '')) return null
  if (use !== undefined && use !== 'sig') return null
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return null
  if ('d' in jwk || 'k' in jwk) return null
  const algorithm = algorithmOf(jwk)
  if (algorithm === null) return null
  try {
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    const bits = publicKey.asymmetricKeyDetails?.modulusLength
    return bits !== undefined && bits < minModulusBits ? null : { keyId: kid ?? null, algorithm, publicKey, jwk }
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
