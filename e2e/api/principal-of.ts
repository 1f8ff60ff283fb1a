import type { Principal } from '../support/api-world/present-credential'
import type { Refusal } from './endpoint-row'

/** What a served document says of who may call an operation; the product makes it from the operation's declaration. */
export type DeclaredCaller = {
  caller: string
  security: readonly Record<string, unknown>[]
  /** The body is a form, and the client's credential is in it. */
  hasForm: boolean
}

const unauthorized = { status: 401, code: 'request.unauthorized' }

/** How each is refused without its credential, and with a wrong one. */
const refusals: Readonly<Record<Principal, Refusal>> = {
  emr: unauthorized,
  frame: { status: 401, code: 'frame_session.expired' },
  console: { status: 401, code: 'console_session.expired' },
  registration: { status: 404, code: 'registration.unknown' },
  claim: { status: 404, code: 'claim.invalid' },
  holder: unauthorized,
  client: { status: 401, code: 'invalid_client' },
  clientBearer: { status: 401, code: 'invalid_client' },
  accessToken: { status: 401, code: 'invalid_token' },
}

/** Whose credential an operation asks for; null where its body is the credential, or where anybody may ask. */
export function principalOf({ caller, security, hasForm }: DeclaredCaller): Principal | null {
  const shows = (scheme: string) => security.some((each) => Object.hasOwn(each, scheme))
  switch (caller) {
    case 'nobody':
      return shows('emrClient') ? 'emr' : null
    case 'phone':
      return shows('claimSession') ? 'claim' : 'registration'
    case 'holder':
    case 'frame':
    case 'console':
      return caller
    case 'emr_client':
      return 'emr'
    case 'facility_client':
      return hasForm ? 'client' : 'clientBearer'
    case 'access_token':
      return 'accessToken'
    default:
      throw new Error(`no principal for the caller ${caller}`)
  }
}

export function refusalOf(principal: Principal | null): Refusal | null {
  return principal === null ? null : refusals[principal]
}
