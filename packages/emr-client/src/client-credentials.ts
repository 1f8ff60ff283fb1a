import { createPrivateKey, randomUUID, sign } from 'node:crypto'

/** How the EMR proves who it is: the client's secret, or its own private key (`private_key_jwt`, RFC 7523 §2.2). */
export type ClientCredentials =
  | { clientId: string; secret: string }
  | {
      clientId: string
      /** PKCS#8 in PEM. P-256 signs ES256, RSA signs PS256. */
      privateKey: string
      /** `kid` of the registered key, where several are registered. */
      keyId?: string
    }

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const assertionSeconds = 60

/** The form of a token request (RFC 6749 §4.4), new for each request: an assertion is taken once. */
export function tokenForm(credentials: ClientCredentials, tokenUrl: string, nowSeconds: number): URLSearchParams {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: credentials.clientId })
  if ('secret' in credentials) form.set('client_secret', credentials.secret)
  else {
    form.set('client_assertion_type', assertionType)
    form.set('client_assertion', clientAssertion(credentials, tokenUrl, nowSeconds))
  }
  return form
}

function clientAssertion(
  { clientId, privateKey, keyId }: Extract<ClientCredentials, { privateKey: unknown }>,
  tokenUrl: string,
  nowSeconds: number,
): string {
  const key = createPrivateKey(privateKey)
  const isElliptic = key.asymmetricKeyType === 'ec'
  const header = { alg: isElliptic ? 'ES256' : 'PS256', typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) }
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: tokenUrl,
    jti: randomUUID(),
    iat: nowSeconds,
    exp: nowSeconds + assertionSeconds,
  }
  const signed = `${encode(header)}.${encode(claims)}`
  // RFC 7518 §3.4 and §3.5: r and s side by side; RSASSA-PSS with a salt as long as the hash.
  const options = isElliptic ? { key, dsaEncoding: 'ieee-p1363' as const } : { key, padding: 6, saltLength: 32 }
  return `${signed}.${sign('sha256', Buffer.from(signed), options).toString('base64url')}`
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
