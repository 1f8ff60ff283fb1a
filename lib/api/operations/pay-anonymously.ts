import type { Context, Next } from 'hono'
import { type AnonymousBudget, payFor } from '@/lib/rate-limits/anonymous-budget'
import { apiParts } from '../openapi-document'
import type { ApiEnvironment } from '../router'
import type { AnonymousCost } from './declaration'
import type { Operation } from './operation'

/** A document that is written once: what it costs to send. */
const documentCost: Required<AnonymousCost> = { ms: 2, share: 'all' }
/** What anybody may call and is no operation: the OpenAPI documents, their collections, and the logo that the CSC API's `info` names. */
export const anonymousFiles: Readonly<Record<string, Required<AnonymousCost>>> = {
  ...Object.fromEntries(
    Object.values(apiParts).flatMap(({ document, collection }) => [
      [document, documentCost],
      [collection, documentCost],
    ]),
  ),
  '/csc/logo.png': documentCost,
}

/** Finding out that there is nothing at an address. */
export const missingCost: AnonymousCost = { ms: 1, share: 'all' }

/** Before an operation that anybody may call does anything, its declared cost is paid from the budget of this process. */
export function payAnonymously(operations: readonly Operation[], budget: AnonymousBudget) {
  const find = costFinder(operations)
  return async (c: Context<ApiEnvironment>, next: Next): Promise<void> => {
    const cost = find(c.req.method, c.req.path)
    if (cost !== null) await payFor(budget, c.var.origin.address, cost.ms, cost.share)
    await next()
  }
}

/** What a refused request cost: a look into the database, often a signature, a count and an audit row; or a body that was read. */
const refusedMs = 5
/** Refusals of what a request looks like. Bodies are read before the caller is proven. */
const unreadableStatuses: readonly number[] = [400, 403, 413, 415]

/**
 * An operation that asks for a credential costs nothing beforehand, for a caller that has one. A request whose credential was refused, or
 * that was refused before a credential was looked at, is paid for before the refusal is sent: forged ones come no faster than other
 * anonymous work. The refusal itself stays as it is.
 */
export function payForRefusals(operations: readonly Operation[], budget: AnonymousBudget) {
  const find = costFinder(operations)
  return async (c: Context<ApiEnvironment>, next: Next): Promise<void> => {
    await next()
    const { status } = c.res
    const isUnread = c.var.isHandled !== true && unreadableStatuses.includes(status)
    if (status !== 401 && status !== 429 && !isUnread) return
    if (find(c.req.method, c.req.path) !== null) return
    await payFor(budget, c.var.origin.address, refusedMs, 'refused').catch(() => undefined)
  }
}

/** Looks a request up among the declarations, by its method and the path as written in the URL. */
export function costFinder(
  operations: readonly Operation[],
): (method: string, path: string) => Required<AnonymousCost> | null {
  const exact = new Map<string, Required<AnonymousCost>>()
  const patterns: { method: string; path: RegExp; cost: Required<AnonymousCost> }[] = []
  for (const [path, cost] of Object.entries(anonymousFiles)) exact.set(`GET ${path}`, cost)
  for (const { declaration } of operations) {
    const { cost: declared, path } = declaration
    const method = declaration.method.toUpperCase()
    const isPaidAtEdge = declaration.caller === 'nobody' && declaration.isPaidAtEdge === true
    if (declared === undefined || isPaidAtEdge) continue
    const cost = { share: 'all' as const, ...declared }
    if (!path.includes('{')) exact.set(`${method} ${path}`, cost)
    else patterns.push({ method, path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), cost })
  }
  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method
    const found = exact.get(`${asked} ${path}`)
    if (found !== undefined) return found
    return patterns.find((each) => each.method === asked && each.path.test(path))?.cost ?? null
  }
}
