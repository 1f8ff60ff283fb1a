import type { AppError } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import { type ClientAuthentication, clientAssertionType } from '@/lib/wire/oauth'

/** How a token request says who the client is; `clientId` with an assertion is `client_id`, `null` where it is left out. */
export type ClientCredential =
  | { by: 'secret'; clientId: string; secret: string }
  | { by: 'assertion'; clientId: string | null; assertion: string }

type Fields = ClientAuthentication & { client_secret?: string | undefined }

/**
 * The one client authentication of a form request: the Authorization header (Basic, RFC 6749 §2.3.1), a secret in the body, or an
 * assertion (RFC 7521 §4.2). Half of one is `request.malformed`, and so is more than one, which RFC 6749 §2.3 forbids: a header counts
 * as one whatever is in it. None, or one of another kind, is `request.unauthorized` (RFC 6749 §5.2).
 * @throws AppError `request.malformed`, `request.unauthorized`
 */
export function readClientCredential(fields: Fields, authorization: string | undefined): ClientCredential {
  const { client_id: clientId = null, client_secret: secret, client_assertion: assertion } = fields
  const { client_assertion_type: type } = fields
  if ((assertion === undefined) !== (type === undefined)) throw malformed('half a client assertion')
  const isShown = [authorization, secret, assertion].filter((each) => each !== undefined)
  if (isShown.length > 1) throw malformed('more than one client authentication')
  if (assertion !== undefined) {
    if (type !== clientAssertionType) throw unauthorized('kind of assertion')
    return { by: 'assertion', clientId, assertion }
  }
  if (secret !== undefined) {
    if (clientId === null) throw malformed('a secret without client_id')
    return { by: 'secret', clientId, secret }
  }
  const basic = authorization === undefined ? null : readBasic(authorization)
  if (basic === null) throw unauthorized('no client authentication')
  if (clientId !== null && clientId !== basic.clientId) throw unauthorized('foreign client_id')
  return basic
}

/** RFC 7617 §2; id and secret are form-encoded (RFC 6749 §2.3.1). */
function readBasic(authorization: string): ClientCredential | null {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? []
  if (encoded === undefined) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return null
  try {
    return {
      by: 'secret',
      clientId: formDecoded(text.slice(0, colon)),
      secret: formDecoded(text.slice(colon + 1)),
    }
  } catch {
    return null
  }
}

/** RFC 6749 Appendix B. */
function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

function malformed(detail: string): AppError {
  return requestError('request.malformed', { detail })
}

function unauthorized(detail: string): AppError {
  return requestError('request.unauthorized', { detail })
}
