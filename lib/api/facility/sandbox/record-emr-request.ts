import type { Context, MiddlewareHandler } from 'hono'
import { recordRequest } from '@/lib/facility/sandbox/record-request'
import { logger } from '@/lib/log/logger'
import type { Operation } from '../../operations/operation'
import type { ApiEnvironment } from '../../router'
import { readBearer } from '../bearer'

const mostFields = 20

type Refusal = { code: string | null; fields: string[] }

/**
 * Records what became of each request of an EMR client, after its answer was made: method, template of the path, status, code, names of
 * refused fields, time. A request for no operation, or for the records themselves, leaves none. An answer never fails for its record.
 */
export function recordEmrRequests(operations: readonly Operation[]): MiddlewareHandler<ApiEnvironment> {
  const templates = operations
    .filter(
      ({ declaration }) => declaration.path.startsWith('/api/emr/v1/') && !declaration.path.includes('{request_id}'),
    )
    .map(({ declaration: { method, path } }) => ({ method: method.toUpperCase(), path, pattern: toPattern(path) }))
  return async (c, next) => {
    const startedMs = performance.now()
    await next()
    const { method, path: address } = c.req
    const template = templates.find((each) => each.method === method && each.pattern.test(address))
    const bearer = readBearer(c)
    if (template === undefined || bearer === null) return
    const { code, fields } = await readRefusal(c)
    const { requestId: id } = c.var.origin
    const durationMs = Math.round(performance.now() - startedMs)
    const record = { id, method, path: template.path, status: c.res.status, code, fields, durationMs }
    await recordRequest(c.var.facility, bearer, record).catch((error: unknown) => {
      logger().warn({ requestId: id, error: String(error) }, 'request not recorded')
    })
  }
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)
}

/** Code and names of fields of a problem document of ours; its texts, which may show a value, are left out. */
async function readRefusal(c: Context<ApiEnvironment>): Promise<Refusal> {
  const type = c.res.headers.get('content-type') ?? ''
  if (!type.startsWith('application/problem+json')) return { code: null, fields: [] }
  const problem = (await c.res.clone().json()) as { code: string; invalid_params?: { name: string }[] }
  const fields = (problem.invalid_params ?? []).slice(0, mostFields).map(({ name }) => name.slice(0, 100))
  return { code: problem.code, fields }
}
