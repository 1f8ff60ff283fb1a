import { Pool } from 'undici'
import type { Target } from './keep-alive-load'

export type ApiCall = {
  method?: 'POST' | 'GET'
  path: string
  headers?: Readonly<Record<string, string>>
  body?: unknown
}
export type ApiAnswer = { status: number; body: string; cookie: string | null }

/** JSON calls over kept connections. */
export type ApiCaller = {
  /** The answer, whatever its status. */
  ask(call: ApiCall): Promise<ApiAnswer>
  /** @throws Error when the answer is not a success */
  call(call: ApiCall): Promise<ApiAnswer>
  close(): Promise<void>
}

export function createApiCaller({ port, host }: Target): ApiCaller {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 })
  const ask = async ({ method = 'POST', path, headers = {}, body }: ApiCall): Promise<ApiAnswer> => {
    const answer = await pool.request({
      method,
      path,
      headers: { host, accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const cookies = [answer.headers['set-cookie'] ?? []].flat()
    return {
      status: answer.statusCode,
      body: await answer.body.text(),
      cookie: cookies[0]?.split(';')[0] ?? null,
    }
  }
  return {
    ask,
    async call(call) {
      const answer = await ask(call)
      if (answer.status >= 300) throw new Error(`${call.path} answered ${answer.status}: ${answer.body.slice(0, 300)}`)
      return answer
    },
    close: () => pool.close(),
  }
}
