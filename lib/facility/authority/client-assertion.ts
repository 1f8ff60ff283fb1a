import { createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { newToken } from '@/lib/keystore/token'
import type { AuthorityCredentials } from './authority-port'

const lifeSeconds = 60

/** Signs assertions of one process; each key is imported once. */
export type AssertionSigner = (credentials: AuthorityCredentials, audience: string) => Promise<string>

/** RFC 7523 §3: `iss` and `sub` the client, `aud` the place it is for, a fresh `jti`, one minute; ES256. */
export function createAssertionSigner(now: () => Date = () => new Date()): AssertionSigner {
  const keys = new Map<string, KeyObject>()
  return async ({ clientId, keyId, privateKeyDer }, audience) => {
    const fingerprint = createHash('sha256').update(privateKeyDer).digest('base64')
    const key = keys.get(fingerprint) ?? importKey(privateKeyDer)
    keys.set(fingerprint, key)
    const issuedAt = Math.floor(now().getTime() / 1000)
    return new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: 'JWT' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(audience)
      .setJti(newToken(16))
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifeSeconds)
      .sign(key)
  }
}

function importKey(privateKeyDer: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(privateKeyDer), format: 'der', type: 'pkcs8' })
}
