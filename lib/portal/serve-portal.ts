import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import next from 'next'
import { placeOf } from '@/lib/config/paths'
import { settings } from '@/lib/config/settings'
import { closeProcessDatabases } from '@/lib/db/process-database'
import { listEmbedOrigins } from '@/lib/facility/emr-clients/list-embed-origins'
import { logger } from '@/lib/log/logger'
import { createApi } from '../api/api'
import { clientAddress } from '../api/client-address'
import { bindingsAddress, runFramework } from '../api/connection'
import { consoleAuthCost } from '../api/console-auth/console-auth-cost'
import { hasConsoleSession } from '../api/console-auth/has-console-session'
import { closeOpenStreams } from '../api/open-streams'
import { processContexts } from '../api/process-api'
import { startProcessWork } from '../background/process-work'
import { createAnonymousBudget } from '../rate-limits/anonymous-budget'
import { isFrameworkAddress, passUpgrades } from './development/framework-addresses'
import { createEdgeServer } from './edge/edge-server'
import { explainListenFailure } from './explain-listen-failure'
import { keepPages } from './kept-pages'
import { makePage } from './make-page'
import { refuseUnrestrictedRole } from './refuse-unrestricted-role'
import { admit, type PageServing, servePage } from './serve-page'
import { createStaticAssets } from './static-asset'

const drainMs = 8_000
/** Exit code of an address or port that cannot be had (sysexits EX_CONFIG). */
const cannotListen = 78
/** Milliseconds for a file of the build. */
const assetMs = 0.5
/** How long the framework may take for a page, and where it compiles the page first. */
const pageMs = 10_000
const compileMs = 90_000
/** The framework makes a page for this process itself, under a secret value. */
const pass = { header: 'x-shomei-make', value: randomBytes(32).toString('base64url') }

type Options = {
  /** Pages are compiled when they are asked for and follow a changed source; nothing is kept (`npm run dev`). */
  development: boolean
}

/**
 * The portal as one process: machine APIs answered before the framework is asked, scripts as the build compressed them, and the
 * pages from memory or by Next. SIGTERM ends the streams, lets open requests finish for at most eight seconds and closes the database.
 */
export async function servePortal({ development }: Options): Promise<void> {
  const current = settings()
  const { port, listenAddress, logLevel } = current
  await refuseUnrestrictedRole(processContexts())
  // The framework listens for `Upgrade` on the server it is given, and would close what it does not know. It gets one that never listens.
  const silent = createServer()
  const pages = next({ dev: development, hostname: listenAddress, port, httpServer: silent })
  await pages.prepare()
  const handlePage = pages.getRequestHandler()
  const contexts = processContexts()
  const budget = createAnonymousBudget()
  const api = createApi({ ...contexts, budget, socketAddress: (c) => bindingsAddress(c.env) })
  const handleApi = getRequestListener(api.fetch, { overrideGlobalObjects: false })
  const serveAsset = createStaticAssets(join(process.cwd(), '.next'))
  const askFramework = (request: IncomingMessage, response: ServerResponse) =>
    runFramework(request, () => handlePage(request, response))
  const makeMs = development ? compileMs : pageMs
  const serving: PageServing = {
    settings: current,
    budget,
    kept: keepPages({
      make: (pathname, locale) =>
        makePage({ ...ownAddress(server), settings: current, pass, longestMs: makeMs }, pathname, locale),
    }),
    development,
    embedOrigins: () => listEmbedOrigins(contexts.facility.db),
    hasSession: ({ headers }, side) => hasConsoleSession(side, headers.cookie, contexts),
    addressOf: ({ headers, socket }) =>
      clientAddress(headers['x-forwarded-for']?.toString(), socket.remoteAddress ?? null, current.trustedProxyHops),
    makePage: askFramework,
  }
  const serveRest = async (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? '/'
    const authMs = consoleAuthCost(url)
    if (hasPass(request) || (development && isFrameworkAddress(url))) await askFramework(request, response)
    else if (authMs !== null) {
      if (await admit(serving, request, response, authMs)) await askFramework(request, response)
    } else if (placeOf(pathOf(url)) === 'build_file') {
      if (!(await admit(serving, request, response, assetMs, 'address'))) return
      if (!(await serveAsset(request, response))) await servePage(serving, request, response)
    } else await servePage(serving, request, response)
  }
  const server = createEdgeServer({
    settings: current,
    serve: (request, response) => {
      if (isApi(request.url ?? '/')) void handleApi(request, response)
      else
        serveRest(request, response).catch((error: unknown) => {
          // Left alone, a page that fails would end the process.
          logger().error({ error: String(error) }, 'page failed')
          response.destroy()
        })
    },
  })
  if (development) passUpgrades(server, silent)
  const stopWork = startProcessWork(contexts)
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

/** Where this process reaches itself; one that listens on every address does so on loopback. */
function ownAddress(server: Server): { host: string; port: number } {
  const { address, port } = server.address() as AddressInfo
  return { host: address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address, port }
}

function hasPass({ headers }: IncomingMessage): boolean {
  const given = Buffer.from(headers[pass.header]?.toString() ?? '')
  const own = Buffer.from(pass.value)
  return given.length === own.length && timingSafeEqual(given, own)
}

/** Every operation but those that live in the framework. */
function isApi(url: string): boolean {
  return placeOf(pathOf(url)) === 'operation' && consoleAuthCost(url) === null
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '/'
}

function stop(server: Server): void {
  closeOpenStreams()
  server.close(() => {
    void closeProcessDatabases().finally(() => process.exit(0))
  })
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), drainMs).unref()
}
