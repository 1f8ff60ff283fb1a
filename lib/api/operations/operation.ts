import { createRoute, type RouteConfig, type RouteHandler } from '@hono/zod-openapi'
import type { Context, Handler, MiddlewareHandler } from 'hono'
import { limitAddress } from '../address-limit'
import { readBearer } from '../facility/bearer'
import { readOAuthForm } from '../oauth/oauth-form'
import { refusalResponses } from '../openapi/refusal-responses'
import type { ApiEnvironment, Router } from '../router'
import { requireSameOrigin } from '../same-origin'
import { presentedSecret, proofs, unprovenCaller } from './authenticate'
import type { EndingCaller, NobodyCaller } from './caller'
import type { Declaration, OperationHandler } from './declaration'
import { formSchemaOf } from './form-body'
import { securityOf } from './security'

/** An operation that the API can mount. It is made by `operation` alone, so that none is without its caller. */
export type Operation = { declaration: Declaration; mount(router: Router): void }

/** What the documents add to OpenAPI's own members of an operation: its caller, and what it costs before a caller is known. */
const callerKey = 'x-caller'
export const anonymousCostKey = 'x-anonymous-cost'

type AnyHandler = (c: Context<ApiEnvironment>, caller: unknown) => Response | Promise<Response>

/**
 * One operation: what it takes and answers, who may call it, and its handler, which gets the caller that was declared. The same
 * wrapper around every handler checks origin and address, the request, the caller, in this order, and answers nothing that was not proven.
 */
export function operation<const Path extends string, D extends Declaration & { path: Path }>(
  declaration: D,
  handle: OperationHandler<D>,
): Operation {
  const handler = handle as unknown as AnyHandler
  return { declaration, mount: (router) => mount(router, declaration, (c) => call(c, declaration, handler)) }
}

function mount(router: Router, declaration: Declaration, run: (c: Context<ApiEnvironment>) => Promise<Response>): void {
  const route = toRoute(declaration)
  const middleware = guardsOf(declaration)
  if (declaration.isBodyUnchecked !== true && formSchemaOf(declaration) === null) {
    router.openapi({ ...route, middleware }, run as unknown as RouteHandler<RouteConfig, ApiEnvironment>)
    return
  }
  if (declaration.hide !== true) router.openAPIRegistry.registerPath(route)
  const handlers: Handler<ApiEnvironment>[] = [...middleware, run]
  router.on(declaration.method.toUpperCase(), [route.getRoutingPath()], ...handlers)
}

/** What OpenAPI says of it: its declaration, with `security` made from the caller. */
function toRoute(declaration: Declaration) {
  const { caller, cost, isBodyUnchecked: _unchecked, middleware: _none, security: _made, ...route } = declaration
  const security = securityOf(declaration)
  return createRoute({
    ...withoutCallerRules(route),
    responses: { ...declaration.responses, ...refusalResponses(declaration) },
    ...(security === undefined ? {} : { security }),
    ...(cost === undefined ? {} : { [anonymousCostKey]: cost }),
    [callerKey]: caller,
  })
}

function withoutCallerRules(route: Record<string, unknown>): RouteConfig {
  const rules = ['errors', 'session', 'proof', 'right', 'sameOrigin', 'addressLimit', 'orCaller', 'isPaidAtEdge']
  return Object.fromEntries(Object.entries(route).filter(([name]) => !rules.includes(name))) as RouteConfig
}

/** Callers that a browser's cookie speaks for: another page could send it along. */
const cookieCallers: readonly Declaration['caller'][] = ['phone', 'holder', 'console']

function guardsOf(declaration: Declaration): MiddlewareHandler<ApiEnvironment>[] {
  const { caller } = declaration
  const isLimited = caller === 'nobody' ? declaration.addressLimit === true : caller === 'phone' || caller === 'holder'
  const isOwnPage = caller === 'nobody' ? declaration.sameOrigin === true : cookieCallers.includes(caller)
  return [...(isLimited ? [limitAddress] : []), ...(isOwnPage ? [requireSameOrigin] : [])]
}

async function call(c: Context<ApiEnvironment>, declaration: Declaration, handle: AnyHandler): Promise<Response> {
  const form = formSchemaOf(declaration)
  if (form !== null) c.req.addValidatedData('form', await readOAuthForm(c, form))
  const { caller, proof } = declaration
  const run = (proven: unknown) => {
    c.set('isHandled', true)
    return handle(c, proven)
  }
  if (caller === 'nobody') return run(nobodyOf(c, declaration.orCaller))
  if (proof === 'ending') return run({ secretToEnd: presentedSecret(c, declaration) } satisfies EndingCaller)
  if (caller !== 'phone' && proof !== 'statement') {
    const prove = proofs[caller] as (c: Context<ApiEnvironment>, declaration: Declaration) => Promise<unknown>
    return run(await prove(c, declaration))
  }
  const { caller: unproven, wasTaken } = unprovenCaller(c, declaration)
  const answer = await run(unproven)
  if (!wasTaken()) throw new Error(`${declaration.method} ${declaration.path} answered without proving its caller`)
  return answer
}

/** A bearer is passed on only where the operation says that a caller may prove to be one who has it. */
function nobodyOf(c: Context<ApiEnvironment>, orCaller: 'emr_client' | undefined): NobodyCaller {
  return { unverifiedBearer: orCaller === undefined ? null : readBearer(c) }
}
