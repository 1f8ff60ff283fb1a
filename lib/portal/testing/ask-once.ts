import { type Agent, type IncomingHttpHeaders, request } from 'node:http'

export type Asked = {
  port: number
  host: string
  method: string
  path: string
  headers: Readonly<Record<string, string>>
  body: string | undefined
}

/** Strangers come from another address than the hospital: every address of 127/8 is this machine. */
const strangersAddress = '127.0.0.77'

/** Sends a request from the strangers' address and reads the whole answer. */
export function askOnce(
  { port, host, method, path, headers, body }: Asked,
  agent?: Agent,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', localAddress: strangersAddress, port, method, path, agent, headers: { ...headers, host } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        )
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}
