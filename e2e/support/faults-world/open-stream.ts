import { request } from 'node:http'

/** An event stream that stays open until the server ends it or `close` is called. */
export type OpenStream = {
  /** The first bytes. */
  first: Promise<string>
  /** How it ended: by the server's last chunk, or cut off. */
  ended: Promise<'ended' | 'cut'>
  /** All that has come so far. */
  text(): string
  close(): void
}

export function openStream(baseUrl: string, path: string, headers: Record<string, string>): Promise<OpenStream> {
  const { host, port } = new URL(baseUrl)
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, agent: false, headers: { ...headers, host } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`${path} answered ${answer.statusCode}`))
      let text = ''
      let tellFirst: (chunk: string) => void = () => {}
      const first = new Promise<string>((tell) => {
        tellFirst = tell
      })
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        tellFirst(chunk)
      })
      const ended = new Promise<'ended' | 'cut'>((tell) => {
        answer.on('close', () => tell(answer.complete ? 'ended' : 'cut'))
        answer.on('error', () => tell('cut'))
      })
      resolve({ first, ended, text: () => text, close: () => call.destroy() })
    })
    call.on('error', reject)
    call.end()
  })
}
