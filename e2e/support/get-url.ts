import { type IncomingHttpHeaders, request } from 'node:http'

export type GotAnswer = { status: number; headers: IncomingHttpHeaders; text: string }

/** A GET without a browser. Names below `localhost` lead to this machine, which not every resolver knows (RFC 6761 §6.3). */
export function getUrl(url: string, headers: Readonly<Record<string, string>> = {}): Promise<GotAnswer> {
  const { host, port, pathname, search } = new URL(url)
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path: `${pathname}${search}`,
      agent: false,
      headers: { ...headers, host },
    }
    const call = request(options, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    call.on('error', reject)
    call.end()
  })
}
