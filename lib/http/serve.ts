import type { IncomingMessage } from 'node:http'
import { serve } from '@hono/node-server'
import { SettingsError, settings } from '@/lib/config/settings'
import { processDatabase } from '@/lib/db/process-database'
import { logger } from '@/lib/log/logger'
import { createApi } from './api/api'
import { closeOpenStreams } from './api/open-streams'
import { processContexts } from './api/process-api'
import { startProcessWork } from './background/process-work'
import { explainListenFailure } from './explain-listen-failure'

/** Exit code of a wrong setting (sysexits EX_CONFIG). */
const wrongSetting = 78

type NodeBindings = { incoming?: IncomingMessage }

/** `npm run api`: the machine APIs alone, without pages; PORT chooses the port (0 for any free one). */
function main(): void {
  const { logLevel, port, listenAddress } = settings()
  const api = createApi({
    ...processContexts(),
    socketAddress: (c) => (c.env as NodeBindings).incoming?.socket.remoteAddress ?? null,
  })
  const server = serve({ fetch: api.fetch, hostname: listenAddress, port }, (address) => {
    logger(logLevel).info({ port: address.port }, 'machine APIs ready')
  })
  server.once('error', (error) => {
    logger(logLevel).fatal(explainListenFailure(error, { port, listenAddress }))
    process.exit(wrongSetting)
  })
  const stopWork = startProcessWork(processContexts())
  const stop = () => {
    stopWork()
    closeOpenStreams()
    server.close(() => void processDatabase().close())
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

try {
  main()
} catch (error) {
  if (!(error instanceof SettingsError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(wrongSetting)
}
