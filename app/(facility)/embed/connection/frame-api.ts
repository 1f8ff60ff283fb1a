'use client'

import type { FrameSession, FrameSnapshot, FrameState, MethodChoice } from '@/lib/wire/frame'
import type { ProblemDocument } from '@/lib/wire/problem'

/** What the facility answered: a body, or the problem with its code and localised text. `network.failed` is our own code. */
export type ApiAnswer<T> =
  | { ok: true; body: T }
  | { ok: false; code: string; detail: string; retryAfterSeconds: number | null }

export type FrameApi = {
  exchange(ticket: string, parentOrigin: string): Promise<ApiAnswer<FrameSession>>
  /** `signal` limits the time instead of the ordinary limit. */
  read(token: string, signal?: AbortSignal): Promise<ApiAnswer<FrameSnapshot>>
  startSignIn(token: string, method: MethodChoice['method']): Promise<ApiAnswer<FrameState>>
  cancelSignIn(token: string, signInId: string): Promise<ApiAnswer<FrameState>>
  signOut(token: string): Promise<ApiAnswer<FrameState>>
}

const base = '/api/facility/v1'
export const eventsPath = `${base}/frame-sessions/current/events`
const timeoutMs = 15_000

/** The frame's calls to its own facility: bearer from memory, no cookie. */
export function createFrameApi(language: 'ja' | 'en'): FrameApi {
  async function call<T>(
    method: 'GET' | 'POST',
    path: string,
    token: string | null,
    { body, signal = AbortSignal.timeout(timeoutMs) }: { body?: object; signal?: AbortSignal | undefined } = {},
  ): Promise<ApiAnswer<T>> {
    try {
      const answer = await fetch(`${base}/${path}`, {
        method,
        credentials: 'omit',
        cache: 'no-store',
        signal,
        headers: {
          'accept-language': language,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (answer.ok) return { ok: true, body: (await answer.json()) as T }
      const problem = (await answer.json()) as Partial<ProblemDocument>
      return {
        ok: false,
        code: problem.code ?? 'service.internal',
        detail: problem.detail ?? '',
        retryAfterSeconds: problem.retry_after ?? null,
      }
    } catch {
      return { ok: false, code: 'network.failed', detail: '', retryAfterSeconds: null }
    }
  }
  return {
    exchange: (ticket, parentOrigin) =>
      call('POST', 'frame-sessions', null, { body: { ticket, parent_origin: parentOrigin } }),
    read: (token, signal) => call('GET', 'frame-sessions/current', token, { signal }),
    startSignIn: (token, method) => call('POST', 'sign-ins', token, { body: { method } }),
    cancelSignIn: (token, signInId) => call('POST', `sign-ins/${encodeURIComponent(signInId)}/cancellation`, token),
    signOut: (token) => call('POST', 'frame-sessions/current/sign-out', token),
  }
}
