import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A request as both clients take it: `GET /path` or `POST /path body`, the body a form. */
export type Asked = `GET /${string}` | `POST /${string}`

type Server = { port: number; host: string }

/** Statuses of the answers that Java's default HttpClient gets on one connection pool, in their order. */
export async function askWithJava({ port, host }: Server, asked: readonly Asked[]): Promise<number[]> {
  const source = 'e2e/support/http-clients/AskWithUpgrade.java'
  const mayNameHost = '-Djdk.httpclient.allowRestrictedHeaders=host'
  const { stdout } = await run('java', [mayNameHost, source, `http://127.0.0.1:${port}`, host, ...asked], {
    timeout: 60_000,
  })
  return stdout
    .trim()
    .split('\n')
    .map((line) => Number(line.split(' ')[0]))
}

/** The same from `curl --http2`, one process for each request; it sends `Upgrade: h2c` on plain http. */
export async function askWithCurl({ port, host }: Server, asked: readonly Asked[]): Promise<number[]> {
  const statuses: number[] = []
  for (const each of asked) {
    const [method = '', path = '', body] = each.split(' ', 3)
    const form = body === undefined ? [] : ['--data', body]
    const quiet = ['--silent', '--output', '/dev/null', '--write-out', '%{http_code}', '--max-time', '10']
    const target = ['--request', method, ...form, '--header', `Host: ${host}`, `http://127.0.0.1:${port}${path}`]
    const { stdout } = await run('curl', [...quiet, '--http2', ...target])
    statuses.push(Number(stdout))
  }
  return statuses
}
