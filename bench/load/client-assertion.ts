import { createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { clientAssertionType } from '@/lib/wire/oauth'

export type ClientKey = { clientId: string; keyId: string; privateKeyDer: Uint8Array }

/** Makes form bodies that a client signs with `private_key_jwt` (RFC 7523), each with its own `jti`, for four minutes. */
export function createFormSigner({ clientId, keyId, privateKeyDer }: ClientKey, audience: string) {
  const key = createPrivateKey({ key: Buffer.from(privateKeyDer), format: 'der', type: 'pkcs8' })
  const header = encode({ alg: 'ES256', kid: keyId, typ: 'JWT' })
  return (fields: Readonly<Record<string, string>>): string =>
    new URLSearchParams({
      ...fields,
      client_id: clientId,
      client_assertion_type: clientAssertionType,
      client_assertion: assertion(header, { clientId, audience }, key),
    }).toString()
}

function assertion(header: string, { clientId, audience }: { clientId: string; audience: string }, key: KeyObject) {
  const issuedAt = Math.floor(Date.now() / 1000)
  const jti = randomBytes(16).toString('base64url')
  const payload = encode({ iss: clientId, sub: clientId, aud: audience, jti, iat: issuedAt, exp: issuedAt + 240 })
  const signed = `${header}.${payload}`
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
