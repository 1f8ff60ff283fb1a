import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import next from 'next'
import { settings } from '@/lib/config/settings'
import { processDatabase } from '@/lib/db/process-database'
import { logger } from '@/lib/log/logger'
import { createApi } from '../api/api'
import { connectionHeader } from '../api/client-address'
import { closeOpenStreams } from '../api/open-streams'
import { processContexts } from '../api/process-api'
import { sideOfPath } from '../api/role-gate'
import { startProcessWork } from '../background/process-work'
import { explainListenFailure } from '../explain-listen-failure'
import { serveStaticAsset } from './static-asset'

const drainMs = 8_000
/** Exit code of an address or port that cannot be had (sysexits EX_CONFIG). */
const cannotListen = 78

/**
 * The portal as one process: machine APIs answered before the framework is asked, scripts as the build compressed them, and the
 * pages by Next. SIGTERM ends the streams, lets open requests finish for at most eight seconds and closes the database.
 */
export async function servePortal(): Promise<void> {
  const { port, listenAddress, logLevel } = settings()
  const pages = next({ dev: false, hostname: listenAddress, port })
  await pages.prepare()
  const handlePage = pages.getRequestHandler()
  const handleApi = getRequestListener(
    createApi({ ...processContexts(), socketAddress: (c) => remoteAddress(c.env) }).fetch,
    { overrideGlobalObjects: false },
  )
  const assets = join(process.cwd(), '.next')
  const server = createServer((request, response) => {
    if (isApi(request.url ?? '/')) void handleApi(request, response)
    else
      servePage(request, response).catch((error: unknown) => {
        // Left alone, a page that fails would end the process.
        logger().error({ error: String(error) }, 'page failed')
        response.destroy()
      })
  })
  const servePage = async (request: IncomingMessage, response: ServerResponse) => {
    if (await serveStaticAsset(assets, request, response)) return
    request.headers[connectionHeader] = request.socket.remoteAddress ?? ''
    await handlePage(request, response)
  }
  const stopWork = startProcessWork(processContexts())
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stopWork()
      stop(server)
    })
  }
  server.once('error', (error) => {
    logger(logLevel).fatal(explainListenFailure(error, { port, listenAddress }))
    process.exit(cannotListen)
  })
  server.listen(port, listenAddress, () => logger(logLevel).info({ port, listenAddress }, 'portal ready'))
}

/** Everything JSON but next-auth's own routes, which live in the framework. */
function isApi(url: string): boolean {
  const [pathname = '/'] = url.split('?')
  if (pathname.startsWith('/api/auth/')) return false
  return pathname.startsWith('/api/') || sideOfPath(pathname) !== null
}

function remoteAddress(environment: unknown): string | null {
  if (typeof environment !== 'object' || environment === null || !('incoming' in environment)) return null
  const { incoming } = environment as { incoming: IncomingMessage }
  return incoming.socket.remoteAddress ?? null
}

function stop(server: Server): void {
  closeOpenStreams()
  server.close(() => {
    void processDatabase()
      .close()
      .finally(() => process.exit(0))
  })
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), drainMs).unref()
}
