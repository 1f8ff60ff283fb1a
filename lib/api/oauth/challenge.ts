/** The realm that asks for credentials (RFC 9110 §11.5); the same words for every page and operation of a part. */
export type Realm = 'Shomei authority' | 'Shomei CSC API' | 'Shomei EMR API' | 'Shomei facility'

/** RFC 9110 §11.6.1, RFC 7617 §2.1. */
export function basicChallenge(realm: Realm): string {
  return `Basic realm="${realm}", charset="UTF-8"`
}

/**
 * RFC 6750 §3: why a bearer was not good enough. The answer to a request without one says where to send one and nothing else (§3.1);
 * to a request with one it says `invalid_token`, and the required `scope` where there is one.
 */
export function bearerChallenge(realm: Realm, authorization: string | undefined, scope?: string): string {
  const isShown = /^Bearer(?: |$)/i.test(authorization ?? '')
  const parameters = {
    realm,
    ...(isShown ? { error: 'invalid_token', error_description: 'The bearer is unknown, ended or not for this' } : {}),
    ...(isShown && scope !== undefined ? { scope } : {}),
  }
  return `Bearer ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`
}

/** The scheme that a failed client authentication used (RFC 6749 §5.2); `usual` where it used no header, or one we never heard of. */
export function clientChallenge(realm: Realm, authorization: string | undefined, usual: 'Basic' | 'Bearer'): string {
  const [, scheme = usual] = /^(Basic|Bearer)(?: |$)/i.exec(authorization ?? '') ?? []
  return scheme.toLowerCase() === 'basic' ? basicChallenge(realm) : bearerChallenge(realm, authorization)
}
