import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { SettingsError, settings } from '@/lib/config/settings'
import { closeProcessDatabases } from '@/lib/db/process-database'
import { logger } from '@/lib/log/logger'
import { createApi } from '../api/api'
import { bindingsAddress } from '../api/connection'
import { closeOpenStreams } from '../api/open-streams'
import { processContexts } from '../api/process-api'
import { startProcessWork } from '../background/process-work'
import { createEdgeServer } from './edge/edge-server'
import { explainListenFailure } from './explain-listen-failure'
import { refuseUnrestrictedRole } from './refuse-unrestricted-role'

/** Exit code of a wrong setting (sysexits EX_CONFIG). */
const wrongSetting = 78

/** `npm run api`: the machine APIs alone, without pages; PORT chooses the port (0 for any free one). */
async function main(): Promise<void> {
  const current = settings()
  const { logLevel, port, listenAddress } = current
  await refuseUnrestrictedRole(processContexts())
  const api = createApi({ ...processContexts(), socketAddress: (c) => bindingsAddress(c.env) })
  const handleApi = getRequestListener(api.fetch, { overrideGlobalObjects: false })
  const server = createEdgeServer({
    settings: current,
    serve: (request, response) => void handleApi(request, response),
  })
  server.listen(port, listenAddress, () => {
    logger(logLevel).info({ port: (server.address() as AddressInfo).port }, 'machine APIs ready')
  })
  server.once('error', (error) => {
    logger(logLevel).fatal(explainListenFailure(error, { port, listenAddress }))
    process.exit(wrongSetting)
  })
  const stopWork = startProcessWork(processContexts())
  const stop = () => {
    stopWork()
    closeOpenStreams()
    server.close(() => void closeProcessDatabases())
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  if (!(error instanceof SettingsError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(wrongSetting)
})
