import type { Declaration, PhoneSession } from './declaration'
import { hasFormBody } from './form-body'

const cookie = (name: string) =>
  ({ type: 'apiKey', in: 'cookie', name, description: '`__Host-` before it on https.' }) as const

/** How each caller shows who it is, as OpenAPI names it (OpenAPI 3.1 §4.8.27). */
export const securitySchemes = {
  registrationSession: cookie('shomei-registration'),
  claimSession: cookie('shomei-claim'),
  holderSession: cookie('shomei-holder'),
  consoleSession: cookie('shomei-console'),
  frameSession: { type: 'http', scheme: 'bearer', description: 'The bearer of one frame, from its launch ticket.' },
  emrClient: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/api/emr/v1/token', scopes: {} } } },
  clientAssertion: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The client assertion of RFC 7523 §3 itself, with the URL of the request as `aud`, used once.',
  },
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The access token of the daily sign-in (POST /oauth2/token): the holder who signed in, through one facility.',
  },
} as const

type SchemeName = keyof typeof securitySchemes
type Requirement = Partial<Record<SchemeName, string[]>>

const ofPhone: Readonly<Record<PhoneSession, SchemeName>> = {
  registration: 'registrationSession',
  claim: 'claimSession',
}

/** `security` of an operation; `undefined` where a request shows nothing, or its form is the credential (RFC 7521 §4.2). */
export function securityOf(declaration: Declaration): Requirement[] | undefined {
  switch (declaration.caller) {
    case 'nobody':
      return declaration.orCaller === undefined ? undefined : [{ emrClient: [] }, {}]
    case 'phone':
      return [{ [ofPhone[declaration.session]]: [] }]
    case 'holder':
      return [{ holderSession: [] }]
    case 'emr_client':
      return [{ emrClient: [] }]
    case 'frame':
      return [{ frameSession: [] }]
    case 'facility_client':
      return hasFormBody(declaration) ? undefined : [{ clientAssertion: [] }]
    case 'access_token':
      return [{ accessToken: [] }]
    case 'console':
      return [{ consoleSession: [] }]
  }
}
