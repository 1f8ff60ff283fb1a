import { Client } from 'undici'
import { type Spread, spreadOf } from '../measure/statistics'

export type Target = { port: number; host: string }

export type PlainRequest = {
  method: 'GET' | 'POST'
  path: string
  headers: Readonly<Record<string, string>>
  body?: string
}

/** One round of load: answers a second over all connections, and how long each took in milliseconds. */
export type LoadRound = { perSecond: number; latencyMs: Spread }

/**
 * Asks as fast as the answers come, over `connections` kept connections, each with one request under way, for `seconds` or until
 * `nextRequest` has no more.
 * @throws Error on the first answer that is not 200 or does not contain `expected`: a server that refuses is fast, but no measure.
 */
export async function runKeepAliveLoad(
  { port, host }: Target,
  work: { connections: number; seconds: number; expected: string; nextRequest(): PlainRequest | undefined },
): Promise<LoadRound> {
  const latencies: number[] = []
  const clients = Array.from({ length: work.connections }, () => new Client(`http://127.0.0.1:${port}`))
  const begin = performance.now()
  const end = begin + work.seconds * 1000
  await Promise.all(
    clients.map(async (client) => {
      for (let now = performance.now(); now < end; now = performance.now()) {
        const request = work.nextRequest()
        if (request === undefined) return
        const answer = await send(client, host, request)
        if (answer.status !== 200 || !answer.body.includes(work.expected)) {
          throw new Error(`${request.path} answered ${answer.status}: ${answer.body.slice(0, 300)}`)
        }
        latencies.push(performance.now() - now)
      }
    }),
  )
  const seconds = (performance.now() - begin) / 1000
  await Promise.all(clients.map((client) => client.close()))
  return { perSecond: latencies.length / seconds, latencyMs: spreadOf(latencies) }
}

/** The cheapest way through undici, so that little of the machine goes into making the load. */
function send(client: Client, host: string, request: PlainRequest): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    let status = 0
    const chunks: Buffer[] = []
    const { method, path, headers, body = null } = request
    client.dispatch(
      { method, path, headers: { ...headers, host }, body },
      {
        onRequestStart() {},
        onResponseStart(_controller, statusCode) {
          status = statusCode
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk)
        },
        onResponseEnd() {
          resolve({ status, body: Buffer.concat(chunks).toString('utf8') })
        },
        onResponseError(_controller, error) {
          reject(error)
        },
      },
    )
  })
}
