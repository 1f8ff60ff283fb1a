import type { RouteConfig, RouteHandler } from '@hono/zod-openapi'
import type { Share } from '@/lib/rate-limits/anonymous-budget'
import type { CallerKind } from '@/lib/rights/caller'
import type { FacilityRight } from '@/lib/rights/facility-rights'
import type { Refusal } from '../openapi/refusal'
import type { ApiEnvironment } from '../router'
import type { EndingCaller, NobodyCaller, ProvenCallers, UnprovenCaller } from './caller'

/** `ms`: booked of the event loop for each call, before anything of it is done. `share`: which budget pays in addition to the address. */
export type AnonymousCost = { ms: number; share?: Share }

/** Which cookie of a phone's browser an operation reads. */
export type PhoneSession = 'registration' | 'claim'

type Nobody = {
  caller: 'nobody'
  cost: AnonymousCost
  /** Sent by our own pages only: a POST or DELETE of another origin's page is refused. */
  sameOrigin?: true
  /** Counted by address, in addition to its cost. */
  addressLimit?: true
  /** A caller may prove to be this one; whether it must is a setting of the facility, which the use case reads. */
  orCaller?: 'emr_client'
  /** The cost is paid before this API sees the request. */
  isPaidAtEdge?: true
  proof?: never
  right?: never
}

type Phone = { caller: 'phone'; session: PhoneSession; cost: AnonymousCost; proof?: never; right?: never }

/**
 * `proof`: left out, the wrapper proves the caller before the handler runs. `statement`: the use case does, in the one statement of a
 * read that is asked for often. `ending`: the operation ends the session itself.
 */
type Proven =
  | { caller: 'holder'; proof?: 'ending'; cost?: never; right?: never }
  | { caller: 'emr_client'; proof?: 'statement'; cost?: never; right?: never }
  | { caller: 'frame'; proof?: 'statement' | 'ending'; cost?: never; right?: never }
  | { caller: 'facility_client' | 'access_token'; proof?: never; cost?: never; right?: never }
  | { caller: 'console'; right: FacilityRight; proof?: never; cost?: never }

/** Who may call; every operation has exactly one, and none is left out. */
export type CallerDeclaration = (Nobody | Phone | Proven) & { caller: CallerKind }

/** An operation as it is declared: OpenAPI's route, and who may call it. What follows from the caller cannot be said by hand. */
export type Declaration = RouteConfig & {
  /** Verb and noun in camelCase, unique, never renamed: generated clients name their methods after it. */
  operationId: string
  summary: string
  /** Every refusal of the handler; those of the edge in front of it are added (lib/api/openapi/refusals.ts). */
  errors: readonly Refusal[]
  middleware?: never
  security?: never
  /** The handler judges the body by the order that its standard fixes; the schema describes it. */
  isBodyUnchecked?: true
} & CallerDeclaration

/** What the handler is given as its caller. */
export type CallerOf<D extends CallerDeclaration> = D extends { caller: 'nobody' }
  ? NobodyCaller
  : D extends { caller: 'phone' } | { proof: 'statement' }
    ? UnprovenCaller
    : D extends { proof: 'ending' }
      ? EndingCaller
      : D extends { caller: keyof ProvenCallers }
        ? ProvenCallers[D['caller']]
        : never

type HandlerOf<D extends Declaration> = RouteHandler<D, ApiEnvironment>

export type OperationHandler<D extends Declaration> = (
  c: Parameters<HandlerOf<D>>[0],
  caller: CallerOf<D>,
) => ReturnType<HandlerOf<D>> | (D extends FreeAnswer ? Response | Promise<Response> : never)

/** Operations of standards, whose own bodies answer a refusal. */
type FreeAnswer =
  | { isBodyUnchecked: true }
  | { request: { body: { content: { 'application/x-www-form-urlencoded': object } } } }
