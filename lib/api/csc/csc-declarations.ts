import { cscError } from '@/lib/wire/csc/csc-shared'

/** Every refusal under /csc. */
export const cscErrorResponse = {
  description: 'Error of the CSC API; `error_description` is the standard’s own text',
  content: { 'application/json': { schema: cscError } },
}

/** Name of the security scheme of every method but `info`. */
export const accessTokenScheme = 'accessToken'

export const accessTokenBearer = [{ [accessTokenScheme]: [] }]

/** Declared once for the document (OpenAPI 3.1 §4.8.27). */
export const accessTokenDeclaration = {
  type: 'http',
  scheme: 'bearer',
  description:
    'The access token of the daily sign-in (POST /oauth2/token): the holder who signed in, through one facility.',
} as const
