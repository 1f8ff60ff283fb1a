import type { z } from '@hono/zod-openapi'
import type { ClientClaim } from '@/lib/facility/emr-clients/client-authentication'
import type { emrTokenRequest } from '@/lib/http/wire/emr'

/**
 * How a token request says who the client is: Basic (RFC 6749 §2.3.1), secret in the body, or assertion (RFC 7523). `null` for
 * none of them, and for more than one at a time, which RFC 6749 §2.3 forbids.
 */
export function readClientClaim(
  form: z.infer<typeof emrTokenRequest>,
  authorization: string | undefined,
): ClientClaim | null {
  const claims: ClientClaim[] = []
  const basic = authorization === undefined ? null : readBasic(authorization)
  if (basic !== null) claims.push(basic)
  if (form.client_id !== undefined && form.client_secret !== undefined) {
    claims.push({ by: 'secret', clientId: form.client_id, secret: form.client_secret })
  }
  if (form.client_assertion !== undefined && form.client_assertion_type !== undefined) {
    claims.push({ by: 'assertion', assertion: form.client_assertion })
  }
  const [claim] = claims
  return claims.length === 1 && claim !== undefined ? claim : null
}

function readBasic(authorization: string): ClientClaim | null {
  const [, encoded] = /^Basic ([A-Za-z0-9+/]{1,1024}={0,2})$/i.exec(authorization) ?? []
  if (encoded === undefined) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return null
  try {
    const [clientId, secret] = [text.slice(0, colon), text.slice(colon + 1)].map(formDecoded)
    return clientId === undefined || secret === undefined ? null : { by: 'secret', clientId, secret }
  } catch {
    return null
  }
}

/** RFC 6749 Appendix B. */
function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}
