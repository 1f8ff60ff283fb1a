import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

const types = new Set(['.js', '.css'])
/** Names carry a hash of the content, so an answer never changes. */
const headers = {
  vary: 'accept-encoding',
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

export type StaticAssets = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/**
 * Serves the scripts and style sheets of the build under `root` as they were compressed at build time. Answers false for everything
 * else, which is the framework's.
 */
export function createStaticAssets(root: string): StaticAssets {
  const app = new Hono()
  app.use((c, next) => {
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    return next()
  })
  app.use(serveStatic({ root, rewriteRequestPath: (path) => path.slice('/_next'.length), precompressed: true }))
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return async (request, response) => {
    const path = assetPath(root, request.url ?? '')
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (path === null || !isRead || !types.has(extname(path)) || !existsSync(path)) return false
    await answer(request, response)
    return true
  }
}

/** The file of a `/_next/static/` address below `root`; null for anything that leads elsewhere. */
export function assetPath(root: string, url: string): string | null {
  const [pathname = ''] = url.split('?')
  if (!pathname.startsWith('/_next/static/') || !/^[\w./~@()[\]-]+$/.test(pathname)) return null
  const base = join(root, 'static')
  const path = normalize(join(base, pathname.slice('/_next/static/'.length)))
  return path.startsWith(base + sep) ? path : null
}
