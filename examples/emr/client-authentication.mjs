import { createPrivateKey, randomUUID, sign } from 'node:crypto'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * The token request of `client_credentials`, with the secret in the Basic header (RFC 6749 §2.3.1), or signed as private_key_jwt
 * (RFC 7523 §2.2) when the client has a key.
 * @param {import('./settings.mjs').Client} client
 * @param {string} tokenUrl
 * @param {Date} now
 * @returns {{ headers: Record<string, string>, body: string }}
 */
export function createTokenRequest(client, tokenUrl, now) {
  const form = new URLSearchParams({ grant_type: 'client_credentials' })
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  if (client.privateKeyJwk) {
    form.set('client_id', client.clientId)
    form.set('client_assertion_type', assertionType)
    form.set('client_assertion', signAssertion(client.clientId, client.privateKeyJwk, tokenUrl, now))
  } else {
    const pair = [client.clientId, client.clientSecret].map(encodeFormText).join(':')
    headers['Authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`
  }
  return { headers, body: form.toString() }
}

function signAssertion(clientId, jwk, audience, now) {
  const issuedAt = Math.floor(now.getTime() / 1000)
  const header = { alg: 'ES256', typ: 'JWT', ...(jwk.kid ? { kid: jwk.kid } : {}) }
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: issuedAt, exp: issuedAt + 60 }
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

function encodeFormText(text) {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
