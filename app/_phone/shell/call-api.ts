import type { Locale } from '@/lib/messages/locale'

/** A refusal as a screen needs it: `code` decides what happens next, the texts are shown as they are. */
export type Problem = {
  code: string
  title: string
  detail: string
  nextStep: string | null
  params: Readonly<Record<string, string | number>>
  /** By which the request is found in the authority's log. */
  requestId: string | null
}

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** Codes for what no server said. Neither ever counts as a try. */
export type LocalCode = 'network.failed' | 'service.unavailable'

/** Texts for the answers that are no problem document. */
export type FallbackTexts = Record<LocalCode, { title: string; detail: string; nextStep?: string }>

export type CallApi = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<Answer<T>>

const timeoutMs = 20_000

/**
 * A caller of the authority's JSON API under `/api/authority/v1/`. Never throws: a broken connection and an answer that is
 * no problem document become problems too. The shape of a success is trusted, for it comes from our own origin.
 */
export function createCallApi(locale: Locale, texts: FallbackTexts, send: typeof fetch = fetch): CallApi {
  return async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer<T>> => {
    const response = await send(`/api/authority/v1/${path}`, {
      method,
      headers: { accept: 'application/json', 'accept-language': locale, ...contentType(body) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
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

function refused(code: LocalCode, texts: FallbackTexts): { ok: false; problem: Problem } {
  const { title, detail, nextStep } = texts[code]
  return { ok: false, problem: { code, title, detail, nextStep: nextStep ?? null, params: {}, requestId: null } }
}

function toProblem(json: unknown): Problem | null {
  if (typeof json !== 'object' || json === null) return null
  const { code, title, detail, next_step: nextStep, params, request_id: requestId } = json as Record<string, unknown>
  if (typeof code !== 'string' || typeof title !== 'string' || typeof detail !== 'string') return null
  return {
    code,
    title,
    detail,
    nextStep: typeof nextStep === 'string' ? nextStep : null,
    params: typeof params === 'object' && params !== null ? (params as Problem['params']) : {},
    requestId: typeof requestId === 'string' ? requestId : null,
  }
}
