import { createServer } from 'node:http'
import { createService } from './service.mjs'
import { readSettings } from './settings.mjs'
import { createTrustSource } from './trust.mjs'

const settings = readSettings(process.env)
const server = createServer(createService({ readTrust: createTrustSource(settings), delayMs: settings.delayMs }))

server.on('error', (error) => {
  const isTaken = error.code === 'EADDRINUSE'
  console.error(isTaken ? `Port ${settings.port} is taken. Choose another with NATIONAL_SERVICE_PORT.` : error)
  process.exitCode = 1
})
server.listen(settings.port, '127.0.0.1', () =>
  console.log(`National service (stand-in): http://127.0.0.1:${settings.port}`),
)

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close()
    server.closeAllConnections()
  })
}
