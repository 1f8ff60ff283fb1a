import { createServer, type ServerResponse } from 'node:http'
import postgres from 'postgres'

const channel = 'bench_floor'

/**
 * The floor of every push: `POST /notify?<id>` sends one NOTIFY, and each stream of `GET /events` is written what LISTEN hears.
 * No session, no state read, no check.
 */
async function main(): Promise<void> {
  const { DATABASE_URL: url = '', PORT: port } = process.env
  const sql = postgres(url, { max: 4 })
  const streams = new Set<ServerResponse>()
  await sql.listen(channel, (payload) => {
    for (const stream of streams) stream.write(`event: state\ndata: ${payload}\n\n`)
  })
  createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://floor')
    if (pathname === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('event: state\ndata: open\n\n')
      streams.add(response)
      response.on('close', () => streams.delete(response))
      return
    }
    if (pathname === '/notify') await sql`SELECT pg_notify(${channel}, ${search.slice(1)})`
    response.end()
  }).listen(Number(port), '127.0.0.1')
}

await main()
