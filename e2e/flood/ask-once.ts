import { Agent, request } from 'node:http'

export type Asked = {
  port: number
  host: string
  method: string
  path: string
  headers: Readonly<Record<string, string>>
  body: string | undefined
}

/** Strangers come from another address than the hospital: every address of 127/8 is this machine. */
export const strangersAddress = '127.0.0.77'

/** Sends a request from the strangers' address and reads the whole answer. */
export function askOnce(
  { port, host, method, path, headers, body }: Asked,
  agent?: Agent,
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', localAddress: strangersAddress, port, method, path, agent, headers: { ...headers, host } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }))
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

/** Asks again and again over so many connections until `until` is over; the number of answers by status. */
export async function flood(asked: Asked, connections: number, until: Promise<unknown>): Promise<Map<number, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const counts = new Map<number, number>()
  let isOver = false
  const ended = until.finally(() => {
    isOver = true
  })
  const sender = async () => {
    while (!isOver) {
      const { status } = await askOnce(asked, agent).catch(() => ({ status: 0 }))
      counts.set(status, (counts.get(status) ?? 0) + 1)
    }
  }
  const senders = Array.from({ length: connections }, sender)
  await ended
  agent.destroy()
  await Promise.all(senders)
  return counts
}
