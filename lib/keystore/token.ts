import { createHash, randomBytes } from 'node:crypto'

/** A fresh bearer secret: `octets` random bytes in base64url. It leaves the process once and is stored as `hashToken`. */
export function newToken(octets: 16 | 32 = 32): string {
  return randomBytes(octets).toString('base64url')
}

/** SHA-256 of a token with at least 112 bits of entropy: what is stored and looked up. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}
