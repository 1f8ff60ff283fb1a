import type { EmrToken } from './api-types.ts'
import { type ClientCredentials, tokenForm } from './client-credentials.ts'
import { readRefusal, ShomeiError } from './shomei-error.ts'

export type EmrClientOptions = {
  /** The portal's address, such as `https://shomei.hospital.example.jp`. */
  facilityUrl: string
  credentials: ClientCredentials
  /** Language of the texts in refusals. */
  language?: 'ja' | 'en'
  /** Milliseconds that one request may take; streams are watched by their heartbeat instead. */
  timeoutMs?: number
  /** Sends the requests, for a proxy or a private CA; the global `fetch` by default. */
  fetch?: typeof globalThis.fetch
}

export type RequestOptions = {
  method?: 'GET' | 'POST'
  body?: object
  headers?: Record<string, string>
  query?: Record<string, string | undefined>
  signal?: AbortSignal
}

export type Connection = {
  /** A request with the bearer; one whose bearer has ended is sent again once with a new one. @throws ShomeiError */
  send(path: string, options?: RequestOptions): Promise<Response>
  json<Answer>(path: string, options?: RequestOptions): Promise<Answer>
}

/** A bearer is renewed this long before its end, so that no request is under way when it ends. */
const renewBeforeMs = 60_000
const usualTimeoutMs = 30_000

/** Keeps one bearer for all requests of this client and renews it. */
export function createConnection(options: EmrClientOptions): Connection {
  const { facilityUrl, credentials, language = 'ja', timeoutMs = usualTimeoutMs } = options
  const base = facilityUrl.replace(/\/$/, '')
  const request = options.fetch ?? globalThis.fetch
  let bearer: { value: string; goodUntilMs: number } | null = null
  let pending: Promise<string> | null = null

  async function fetchBearer(): Promise<string> {
    const tokenUrl = `${base}/api/emr/v1/token`
    const body = tokenForm(credentials, tokenUrl, Math.floor(Date.now() / 1000))
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const signal = AbortSignal.timeout(timeoutMs)
    const answer = await request(tokenUrl, { method: 'POST', headers, body: body.toString(), signal })
    if (!answer.ok) throw await readRefusal(answer)
    const { access_token: value, expires_in: seconds } = (await answer.json()) as EmrToken
    bearer = { value, goodUntilMs: performance.now() + seconds * 1000 - renewBeforeMs }
    return value
  }

  /** Requests that come while a bearer is fetched share it. */
  function currentBearer(): Promise<string> {
    if (bearer !== null && performance.now() < bearer.goodUntilMs) return Promise.resolve(bearer.value)
    pending ??= fetchBearer().finally(() => {
      pending = null
    })
    return pending
  }

  async function sendOnce(path: string, { method = 'GET', body, headers, query = {}, signal }: RequestOptions) {
    const url = new URL(`${base}${path}`)
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
    const answer = await request(url.toString(), {
      method,
      headers: {
        authorization: `Bearer ${await currentBearer()}`,
        'accept-language': language,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      signal: signal ?? AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw await readRefusal(answer)
    return answer
  }

  async function send(path: string, asked: RequestOptions = {}): Promise<Response> {
    try {
      return await sendOnce(path, asked)
    } catch (error) {
      if (!(error instanceof ShomeiError) || error.status !== 401 || bearer === null) throw error
      bearer = null
      return sendOnce(path, asked)
    }
  }

  return { send, json: async (path, asked) => (await send(path, asked)).json() as never }
}
