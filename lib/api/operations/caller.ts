import type { AuthenticatedClient } from '@/lib/authority/facility-clients/authenticate-client'
import type { HolderSession } from '@/lib/authority/holder-sessions/holder-session'
import type { Bearer } from '@/lib/authority/signatures/bearer/bearer'
import type { getLiveConsoleSession } from '@/lib/facility/console-accounts/get-live-console-session'
import type { authenticateEmrBearer } from '@/lib/facility/emr-clients/authenticate-emr-bearer'
import type { authenticateFrame } from '@/lib/facility/frames/authenticate-frame'

/**
 * A secret that the use case proves in the statement that also does its work. `secretToProve` hands it over; an operation that
 * answers without having handed it over is refused by the wrapper.
 */
export type UnprovenCaller = { secretToProve(): string }

/** A secret whose session the operation ends; ending an unknown one changes nothing, so nothing is proven first. */
export type EndingCaller = { secretToEnd: string | null }

export type NobodyCaller = {
  /** A bearer that the request carries all the same; proven by the use case where the facility asks for it. */
  unverifiedBearer: string | null
}

type EmrCaller = Awaited<ReturnType<typeof authenticateEmrBearer>> & { bearer: string }
type FrameCaller = Awaited<ReturnType<typeof authenticateFrame>> & { bearer: string }
type HolderCaller = HolderSession & { token: string }
export type AccessTokenCaller = Bearer & { accessToken: string }

/** What the handler of each kind of caller gets when the wrapper has proven it. */
export type ProvenCallers = {
  holder: HolderCaller
  emr_client: EmrCaller
  frame: FrameCaller
  facility_client: AuthenticatedClient
  access_token: AccessTokenCaller
  console: Awaited<ReturnType<typeof getLiveConsoleSession>>
}
