import type { Context, Next } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { newId } from '@/lib/kernel/ids'
import { requestError } from '@/lib/kernel/request.errors'
import { pickLocale } from '@/lib/messages/locale'
import { type AnonymousBudget, createAnonymousBudget, payFor } from '../rate-limits/anonymous-budget'
import { timestampPath, timestampQueryType } from './authority/timestamp.operations'
import { clientAddress } from './client-address'
import { cscRest, mountCscRest } from './csc/csc.operations'
import { respondWithCscError } from './csc/respond-with-csc-error'
import { allowPageOrigin } from './facility/compat/allow-page-origin'
import { recordEmrRequests } from './facility/sandbox/record-emr-request'
import { limitBody } from './limit-body'
import { methodsOf } from './oauth/methods-of'
import { isOAuthPath, respondWithOAuthError, respondWithoutRoute } from './oauth/oauth-error'
import { mountOpenApiDocuments } from './openapi-document'
import { type ApiContexts, listOperations } from './operations/list-operations'
import { mountOperations } from './operations/mount-operations'
import type { Operation } from './operations/operation'
import { anonymousFiles, missingCost, payAnonymously, payForRefusals } from './operations/pay-anonymously'
import { securitySchemes } from './operations/security'
import { respondToFailure } from './respond-to-failure'
import { isServed } from './role-gate'
import { type ApiEnvironment, newRouter, type Router } from './router'
import { secureHeaders } from './secure-headers'

export type ApiOptions = ApiContexts & {
  /** Address of the connection's other end, where the server reports it. */
  socketAddress?: (c: Context) => string | null
  /** What operations without a caller are paid from; a process has one. */
  budget?: AnonymousBudget
  /** Operations that work inside the pages' framework only. */
  frameworkOperations?: readonly Operation[]
}

/** Every JSON API of both sides; the role and the Host name decide what of it answers. */
export function createApi({
  authority,
  facility,
  socketAddress = () => null,
  budget = createAnonymousBudget(),
  frameworkOperations = [],
}: ApiOptions): Router {
  const { settings } = authority
  const operations = [...frameworkOperations, ...listOperations({ authority, facility })]
  const api = newRouter()
  api.onError((error, c) => refuse(fromFramework(error), c))
  api.notFound(async (c) => {
    const paid = await payFor(budget, c.var.origin.address, missingCost.ms).catch((error: Error) => error)
    if (paid !== undefined) return refuse(paid, c)
    if (isOAuthPath(c.req.path)) return respondWithoutRoute(c, methodsOf(api, c.req.path))
    return refuse(requestError('request.not_found'), c)
  })
  api.use('*', async (c, next) => {
    c.set('authority', authority)
    c.set('facility', facility)
    c.set('locale', pickLocale(undefined, c.req.header('accept-language')))
    c.set('origin', {
      requestId: newId('request'),
      address: clientAddress(c.req.header('x-forwarded-for'), socketAddress(c), settings.trustedProxyHops),
      userAgent: c.req.header('user-agent')?.slice(0, 256) ?? null,
    })
    await next()
  })
  api.use('*', secureHeaders)
  api.use('*', async (c, next) => {
    if (!isServed(c.req.path, c.req.header('host'), settings)) {
      await payFor(budget, c.var.origin.address, missingCost.ms)
      throw requestError('request.not_found')
    }
    await next()
  })
  api.use('*', payForRefusals(operations, budget))
  api.use('*', payAnonymously(operations, budget))
  if (facility.settings.testHierarchy) api.use('/api/emr/v1/*', recordEmrRequests(operations))
  api.use('/compat/*', allowPageOrigin)
  api.use('*', limitBody)
  api.use('*', knownMediaType)
  for (const [name, scheme] of Object.entries(securitySchemes))
    api.openAPIRegistry.registerComponent('securitySchemes', name, scheme)
  mountOperations(api, operations, {
    routes: [...Object.keys(anonymousFiles).map((path) => `GET ${path}`), ...cscRest],
    mount: (router) => {
      mountCscRest(router)
      mountOpenApiDocuments(router, settings)
    },
  })
  return api
}

/** A body we would not parse is refused, so that no schema is passed by sending another type. */
async function knownMediaType(c: Context<ApiEnvironment>, next: Next): Promise<void> {
  const hasBody = (c.req.header('content-length') ?? '0') !== '0' || c.req.header('transfer-encoding') !== undefined
  const [type = ''] = (c.req.header('content-type') ?? '').toLowerCase().split(';')
  if (hasBody && type.trim() !== mediaTypeOf(c.req.path)) throw requestError('request.unsupported_media_type')
  await next()
}

function mediaTypeOf(path: string): string {
  if (isOAuthPath(path)) return 'application/x-www-form-urlencoded'
  return path === timestampPath ? timestampQueryType : 'application/json'
}

/** Each part refuses in the form that its clients read. */
function refuse(error: Error, c: Context<ApiEnvironment>): Response {
  if (isOAuthPath(c.req.path)) return respondWithOAuthError(error, c)
  return c.req.path.startsWith('/csc/') ? respondWithCscError(error, c) : respondToFailure(error, c)
}

/** Hono's own exceptions are malformed requests; anything else passes unchanged. */
function fromFramework(error: Error): Error {
  if (!(error instanceof HTTPException)) return error
  return requestError(error.status === 413 ? 'request.too_large' : 'request.malformed', { cause: error })
}
