import { createServer } from 'node:http'
import { createEmr } from './emr.mjs'
import { readSettings } from './settings.mjs'

const settings = readSettings(process.env.EMR_SETTINGS, process.env.EMR_NATIONAL_SERVICE_URL)
const port = Number(process.env.EMR_PORT ?? (new URL(settings.origin).port || 3001))
const server = createServer(await createEmr(settings))

server.on('error', (error) => {
  console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken. Choose another with EMR_PORT.` : error)
  process.exitCode = 1
})
server.listen(port, '127.0.0.1', () => console.log(`EMR example: ${settings.origin}`))

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close()
    server.closeAllConnections()
  })
}
