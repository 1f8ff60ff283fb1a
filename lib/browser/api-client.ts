import type { Locale } from '@/lib/messages/locale'
import type { RefusalCode } from './refusal-codes'

/** A refusal as a screen needs it: `code` decides what happens next, the texts are shown as they are. */
export type Problem = {
  /** A newer server may send one that this build does not know: `outcomeOf` then has the default of its table. */
  code: RefusalCode
  title: string
  detail: string
  nextStep: string | null
  params: Readonly<Record<string, string | number>>
  /** By which the request is found in the server's log; `null` when no server of ours answered. */
  requestId: string | null
}

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** Codes for what no server said. Neither ever counts as a try. */
export type LocalCode = 'network.failed' | 'service.unavailable'

/** Texts for the answers that are no problem document. */
export type FallbackTexts = Record<LocalCode, { title: string; detail: string; nextStep?: string }>

type Method = 'GET' | 'POST' | 'DELETE'
/** `signal` limits the time in place of the ordinary limit. */
type CallOptions = { bearer?: string; signal?: AbortSignal | undefined }

export type CallApi = <T>(method: Method, path: string, body?: unknown, options?: CallOptions) => Promise<Answer<T>>

export type ApiClientOptions = {
  /** What every path is appended to, e.g. `/api/authority/v1`. */
  base: string
  locale: Locale
  /** Empty by default: for screens that have texts of their own for a problem without any. */
  texts?: FallbackTexts
  /** `omit` for a client whose bearer is in memory. */
  credentials?: RequestCredentials
  timeoutMs?: number
  send?: typeof fetch
}

const noTexts: FallbackTexts = {
  'network.failed': { title: '', detail: '' },
  'service.unavailable': { title: '', detail: '' },
}

/**
 * The one caller of a JSON API from a screen. Never throws: a broken connection and an answer that is no problem document become
 * problems too. The shape of a success is trusted, for it comes from our own origin.
 */
export function createApiClient(options: ApiClientOptions): CallApi {
  const { base, locale, texts = noTexts, credentials = 'same-origin', timeoutMs = 20_000, send = fetch } = options
  return async <T>(method: Method, path: string, body?: unknown, call: CallOptions = {}): Promise<Answer<T>> => {
    const { bearer, signal = AbortSignal.timeout(timeoutMs) } = call
    const response = await send(`${base}/${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': locale,
        ...contentType(body),
        ...authorization(bearer),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials,
      signal,
    }).catch(() => null)
    if (response === null) return refused('network.failed', texts)
    const json: unknown = await response.json().catch(() => null)
    if (!response.ok) return { ok: false, problem: toProblem(json) ?? refused('service.unavailable', texts).problem }
    return json === null && response.status !== 204
      ? refused('service.unavailable', texts)
      : { ok: true, value: json as T }
  }
}

function contentType(body: unknown): Record<string, string> {
  return body === undefined ? {} : { 'content-type': 'application/json' }
}

function authorization(bearer: string | undefined): Record<string, string> {
  return bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
}

function refused(code: LocalCode, texts: FallbackTexts): { ok: false; problem: Problem } {
  const { title, detail, nextStep } = texts[code]
  return { ok: false, problem: { code, title, detail, nextStep: nextStep ?? null, params: {}, requestId: null } }
}

function toProblem(json: unknown): Problem | null {
  if (typeof json !== 'object' || json === null) return null
  const { code, title, detail, next_step: nextStep, params, request_id: requestId } = json as Record<string, unknown>
  if (typeof code !== 'string' || typeof title !== 'string' || typeof detail !== 'string') return null
  return {
    code: code as RefusalCode,
    title,
    detail,
    nextStep: typeof nextStep === 'string' ? nextStep : null,
    params: typeof params === 'object' && params !== null ? (params as Problem['params']) : {},
    requestId: typeof requestId === 'string' ? requestId : null,
  }
}
