import type { Context } from 'hono'
import { claimError } from '@/lib/authority/claims/claim.errors'
import { getHolderSession } from '@/lib/authority/holder-sessions/get-holder-session'
import { registrationError } from '@/lib/authority/registrations/registration.errors'
import { consoleSessionError } from '@/lib/console-accounts/console-session.errors'
import { getLiveConsoleSession } from '@/lib/facility/console-accounts/get-live-console-session'
import { authenticateEmrBearer } from '@/lib/facility/emr-clients/authenticate-emr-bearer'
import { authenticateFrame } from '@/lib/facility/frames/authenticate-frame'
import { frameSessionError } from '@/lib/facility/frames/frame-session.errors'
import { requestError } from '@/lib/kernel/request.errors'
import { requireBearerClient, requireClient } from '../authority/require-client'
import { readConsoleSessionId } from '../console-auth/console-cookie'
import { readBearer } from '../facility/bearer'
import { type PhoneCookie, readPhoneCookie } from '../phone-cookies'
import type { ApiEnvironment } from '../router'
import { authenticateAccessToken } from './authenticate-access-token'
import type { ProvenCallers, UnprovenCaller } from './caller'
import type { Declaration } from './declaration'
import { hasFormBody } from './form-body'
import { requireFacilityRight } from './require-right'

type Call<Caller extends Declaration['caller']> = (
  c: Context<ApiEnvironment>,
  declaration: Extract<Declaration, { caller: Caller }>,
) => Promise<Caller extends keyof ProvenCallers ? ProvenCallers[Caller] : never>

/** Proves a caller before anything of its operation is done. Each throws the refusal that its callers know. */
export const proofs: { [Caller in keyof ProvenCallers]: Call<Caller> } = {
  holder: async (c) => {
    const token = secretOr(readPhoneCookie(c, 'holder'), absent.holder)
    return { ...(await getHolderSession(c.var.authority.db, token)), token }
  },
  emr_client: async (c) => {
    const bearer = secretOr(readBearer(c), absent.emr_client)
    return { ...(await authenticateEmrBearer(c.var.facility, bearer)), bearer }
  },
  frame: async (c) => {
    const bearer = secretOr(readBearer(c), absent.frame)
    return { ...(await authenticateFrame(c.var.facility, bearer)), bearer }
  },
  facility_client: (c, declaration) =>
    hasFormBody(declaration) ? requireClient(c, c.req.valid('form' as never)) : requireBearerClient(c),
  access_token: authenticateAccessToken,
  /** The cookie only names a session; whether it lives is judged by its row. What a screen reads by itself is no activity. */
  console: async (c, { right }) => {
    const consoleSessionId = await readConsoleSessionId('facility', c.req.header('cookie'), c.var.facility)
    const named = secretOr(consoleSessionId, absent.console)
    const session = await getLiveConsoleSession(c.var.facility, named, 'watch')
    requireFacilityRight(session.roles, right)
    return session
  },
}

/**
 * The secret of a caller that the use case proves: without one the request is refused as with an unknown one (Q6).
 * `wasTaken` says whether the handler has handed it over.
 */
export function unprovenCaller(
  c: Context<ApiEnvironment>,
  declaration: Declaration,
): { caller: UnprovenCaller; wasTaken: () => boolean } {
  const secret = secretOr(presentedSecret(c, declaration), absentOf(declaration))
  let isTaken = false
  const secretToProve = () => {
    isTaken = true
    return secret
  }
  return { caller: { secretToProve }, wasTaken: () => isTaken }
}

/** The secret as the request carries it, of the kinds that a use case may prove or end. */
export function presentedSecret(c: Context<ApiEnvironment>, declaration: Declaration): string | null {
  const { caller } = declaration
  if (caller === 'phone') return readPhoneCookie(c, declaration.session satisfies PhoneCookie)
  if (caller === 'holder') return readPhoneCookie(c, 'holder')
  return caller === 'emr_client' || caller === 'frame' ? readBearer(c) : null
}

/** How a request without a credential is refused, by caller: as one whose credential is unknown (Q6). */
const absent = {
  holder: () => requestError('request.unauthorized'),
  emr_client: () => requestError('request.unauthorized'),
  frame: () => frameSessionError('frame_session.expired'),
  console: () => consoleSessionError('console_session.expired'),
  claim: () => claimError('claim.invalid'),
  registration: () => registrationError('registration.unknown'),
} as const

function absentOf(declaration: Declaration): () => Error {
  if (declaration.caller === 'phone') return absent[declaration.session]
  return declaration.caller === 'frame' ? absent.frame : absent.emr_client
}

function secretOr(secret: string | null, refusal: () => Error): string {
  if (secret === null) throw refusal()
  return secret
}
