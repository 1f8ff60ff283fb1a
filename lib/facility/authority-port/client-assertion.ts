import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { toBase64Url, utf8 } from '@/lib/kernel/bytes'
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
    const header = { alg: 'ES256', kid: keyId, typ: 'JWT' }
    const claims = { iss: clientId, sub: clientId, aud: audience, jti: newToken(16), iat: issuedAt }
    return signCompact(header, { ...claims, exp: issuedAt + lifeSeconds }, key)
  }
}

/** RFC 7515 §7.1, with the signature of RFC 7518 §3.4. */
function signCompact(header: object, claims: object, key: KeyObject): string {
  const input = [header, claims].map((part) => toBase64Url(utf8(JSON.stringify(part)))).join('.')
  return `${input}.${toBase64Url(sign('sha256', utf8(input), { key, dsaEncoding: 'ieee-p1363' }))}`
}

function importKey(privateKeyDer: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(privateKeyDer), format: 'der', type: 'pkcs8' })
}
