import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { apiParts } from '@/lib/api/openapi-document'
import { anonymousCostKey } from '@/lib/api/operations/operation'
import { pages } from '@/lib/config/paths'
import { type Asked, askOnce } from '@/lib/portal/testing/ask-once'
import { type Side, sides } from '@/lib/vocabulary/settings/side'
import type { Owner } from '../../api/endpoint-row'
import { endpointTable } from '../../api/endpoint-table'
import { fillPath } from '../../api/send'
import type { World } from '../world'

/** One thing that anybody may ask for, and the process that answers it. */
export type AnonymousRequest = Asked & { name: string; side: Side }

const document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        [anonymousCostKey]: z.unknown().optional(),
        requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
      }),
    ),
  ),
})

/** Pages of both processes, addresses where there is nothing, and every operation that is declared to need no caller. */
export async function listAnonymousRequests(world: World, owner: Owner): Promise<AnonymousRequest[]> {
  const listed = Object.entries(pages).flatMap(([path, { side }]) =>
    sides.filter((each) => side === 'both' || side === each).map((each) => get(world, each, path)),
  )
  const nothing = ['/nothing-here', '/docs/nothing', '/docs/', '/_next/image?url=%2Ficon.svg&w=64&q=1', '/api/nothing']
  const documents = Object.values(apiParts).map((part) => get(world, part.side, part.document))
  const operations = await Promise.all(documents.map((each) => listOperations(world, each, owner)))
  const collections = Object.values(apiParts).map((part) => get(world, part.side, part.collection))
  const rest = nothing.map((path) => get(world, 'authority', path))
  return [...listed, ...rest, ...documents, ...collections, ...operations.flat()]
}

async function listOperations(world: World, from: AnonymousRequest, owner: Owner): Promise<AnonymousRequest[]> {
  const { headers, body } = await askOnce(from)
  const text = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
  const { paths } = document.parse(JSON.parse(text.toString()))
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation[anonymousCostKey] === undefined
        ? []
        : [
            toRequest(
              world,
              from.side,
              { method: method.toUpperCase(), path, content: operation.requestBody?.content },
              owner,
            ),
          ],
    ),
  )
}

type Declared = { method: string; path: string; content: Record<string, unknown> | undefined }

/** With the body that its row in the endpoint table has: what is behind the schema is asked for too. */
function toRequest(world: World, side: Side, { method, path, content = {} }: Declared, owner: Owner): AnonymousRequest {
  const row = endpointTable[`${method} ${path}`]
  const filled = fillPath(path, {
    file: path.startsWith('/crl/') ? 'test-issuing.crl' : 'test-issuing.crt',
    ...row?.path?.(owner),
  })
  const query = row?.query === undefined ? '' : `?${new URLSearchParams(row.query(owner))}`
  const [type] = Object.keys(content)
  const fields = row?.body?.(owner) ?? {}
  const body =
    type === 'application/x-www-form-urlencoded'
      ? new URLSearchParams(fields as Record<string, string>).toString()
      : JSON.stringify(fields)
  const request = get(world, side, `${filled}${query}`)
  const origin = side === 'authority' ? { origin: world.authorityUrl } : {}
  if (type === undefined) return { ...request, name: `${method} ${path}`, method, headers: origin }
  return { ...request, name: `${method} ${path}`, method, headers: { ...origin, 'content-type': type }, body }
}

function get(world: World, side: Side, path: string): AnonymousRequest {
  return {
    name: `GET ${path} of the ${side}`,
    side,
    port: world[`${side}Ports`][0],
    host: new URL(world[`${side}Url`]).host,
    method: 'GET',
    path,
    headers: { 'accept-encoding': 'gzip' },
    body: undefined,
  }
}
