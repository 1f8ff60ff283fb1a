import { createReadStream, type Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** Compressed forms that the build has written beside a file, best first. */
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const

/**
 * Serves a script or style sheet of the build as it was compressed at build time. Names carry a hash of the content, so an answer
 * never changes. Answers false for everything else, which is the framework's.
 */
export async function serveStaticAsset(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = assetPath(root, request.url ?? '')
  const type = path === null ? undefined : types[extname(path)]
  if (path === null || type === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false
  const found = await findForm(path, String(request.headers['accept-encoding'] ?? ''))
  if (found === null) return false
  response.writeHead(200, {
    'content-type': type,
    'content-length': found.stats.size,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    ...(found.encoding === null ? {} : { 'content-encoding': found.encoding }),
  })
  if (request.method === 'HEAD') response.end()
  else
    createReadStream(found.path)
      .on('error', () => response.destroy())
      .pipe(response)
  return true
}

/** Whether an address is one of a script or style sheet of the build. */
export function isAsset(url: string): boolean {
  return url.startsWith('/_next/static/')
}

/** The file of a `/_next/static/` address below `root`; null for anything that leads elsewhere. */
export function assetPath(root: string, url: string): string | null {
  const [pathname = ''] = url.split('?')
  if (!pathname.startsWith('/_next/static/') || !/^[\w./~@()[\]-]+$/.test(pathname)) return null
  const base = join(root, 'static')
  const path = normalize(join(base, pathname.slice('/_next/static/'.length)))
  return path.startsWith(base + sep) ? path : null
}

async function findForm(
  path: string,
  accepted: string,
): Promise<{ path: string; encoding: string | null; stats: Stats } | null> {
  for (const { name, suffix } of encodings) {
    if (!accepted.split(',').some((each) => each.trim().split(';')[0] === name)) continue
    const stats = await stat(path + suffix).catch(() => null)
    if (stats?.isFile()) return { path: path + suffix, encoding: name, stats }
  }
  const stats = await stat(path).catch(() => null)
  return stats?.isFile() ? { path, encoding: null, stats } : null
}
