import type { Call } from './portal-world'

export type Caller = (call: Call) => Promise<Response>

export type JsonAnswer = { status: number; headers: Headers; json: Record<string, unknown>; code: string }

/** A phone's browser at the authority: keeps cookies, and says like one which page asks. */
export type PhoneBrowser = {
  cookies: Map<string, string>
  get(path: string): Promise<JsonAnswer>
  post(path: string, body?: unknown): Promise<JsonAnswer>
  delete(path: string): Promise<JsonAnswer>
}

export function openBrowser(call: Caller, authorityUrl: string): PhoneBrowser {
  const cookies = new Map<string, string>()
  async function request(method: string, path: string, body?: unknown): Promise<JsonAnswer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { origin: authorityUrl, 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }) }
    const answer = await call({ method, path: `/api/authority/v1/${path}`, ...jsonOf(body, headers) })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return readJson(answer)
  }
  return {
    cookies,
    get: (path) => request('GET', path),
    post: (path, body) => request('POST', path, body),
    delete: (path) => request('DELETE', path),
  }
}

export async function readJson(answer: Response): Promise<JsonAnswer> {
  const text = await answer.text()
  const json = text === '' ? {} : JSON.parse(text)
  return { status: answer.status, headers: answer.headers, json, code: json.code ?? json.error ?? '' }
}

function jsonOf(body: unknown, headers: Record<string, string>): Pick<Call, 'headers' | 'body'> & object {
  if (body === undefined) return { headers }
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
