import type { PortalWorld } from '../support/api-world/portal-world'
import { nobody, type Presented, presentCredential } from '../support/api-world/present-credential'
import type { EndpointRow, Owner } from './endpoint-row'
import { endpointTable } from './endpoint-table'
import { type Answer, readAnswer } from './judge-answer'
import type { Operation } from './operations'

/** What a request needs to know of its world: an API in this process, or one behind a port. */
export type Reachable = Pick<PortalWorld, 'call' | 'settings' | 'contexts' | 'people'>

export type Shot = {
  presented?: Presented
  path?: Record<string, string>
  query?: string
  /** JSON value or form fields; a text goes out as it is. */
  body?: unknown
  headers?: Record<string, string>
}

/** The row of an operation. */
export function rowOf({ key }: Pick<Operation, 'key'>): EndpointRow {
  const row = endpointTable[key]
  if (row === undefined) throw new Error(`${key} has no row in e2e/api/endpoint-table.ts`)
  return row
}

/** Sends a request to an operation, from a page of the side itself, and reads the answer. */
export async function send(world: Reachable, operation: Operation, shot: Shot = {}): Promise<Answer> {
  const { presented = nobody, query = '' } = shot
  const origin = operation.path.startsWith('/api/authority/') ? { origin: world.settings.authorityUrl } : {}
  const headers = { ...origin, ...presented.headers }
  const body = encodeBody(operation, shot, presented)
  const type = body === undefined ? {} : { 'content-type': operation.body?.mediaType ?? 'application/json' }
  const response = await world.call({
    method: operation.method,
    path: `${fillPath(operation.path, shot.path ?? {})}${query}`,
    headers: { ...type, ...headers, ...shot.headers },
    ...(body === undefined ? {} : { body }),
  })
  return readAnswer(response)
}

/** A request as its owner would make it. */
export async function ownShot(world: Reachable, operation: Operation, owner: Owner): Promise<Shot> {
  const row = rowOf(operation)
  const path = row.path?.(owner) ?? {}
  const url = fillPath(operation.path, path)
  const presented =
    operation.principal === null
      ? nobody
      : await presentCredential(world, owner.kit, operation.principal, decodeURI(url))
  const body = row.body?.(owner)
  const isQueryRequired = operation.queryParameters.some(({ required }) => required)
  const query = isQueryRequired ? `?${new URLSearchParams(row.query?.(owner))}` : ''
  const headers = row.headers?.(owner) ?? {}
  return { presented, path, query, headers, ...(body === undefined ? {} : { body }) }
}

export function fillPath(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'none'))
}

function encodeBody({ body: declared }: Operation, { body }: Shot, { fields }: Presented): string | undefined {
  if (typeof body === 'string') return body
  if (declared?.mediaType === 'application/x-www-form-urlencoded') {
    const named = Object.entries({ ...fields, ...((body ?? {}) as object) }).map(([name, value]) => [
      name,
      String(value),
    ])
    return new URLSearchParams(named).toString()
  }
  return body === undefined ? undefined : JSON.stringify(body)
}
