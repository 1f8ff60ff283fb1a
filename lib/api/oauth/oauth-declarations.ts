import { oauthError } from '@/lib/wire/oauth'

/** Every refusal under /oauth2: RFC 6749 §5.2. */
export const oauthErrorResponse = {
  description: 'OAuth error; `error` says which',
  content: { 'application/json': { schema: oauthError } },
}

/** Name of the security scheme of requests without a form. */
export const clientAssertionScheme = 'clientAssertion'

export const clientAssertionBearer = { [clientAssertionScheme]: [] }

/** Declared once for the document (OpenAPI 3.1 §4.8.27). */
export const clientAssertionDeclaration = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: 'The client assertion of RFC 7523 §3 itself, with the URL of the request as `aud`, used once.',
} as const
