'use client'

import { type Answer, createApiClient } from '@/lib/browser/api-client'
import type { FrameSession, FrameSnapshot, FrameState, MethodChoice } from '@/lib/wire/frame'

export type FrameApi = {
  exchange(ticket: string, parentOrigin: string): Promise<Answer<FrameSession>>
  /** `signal` limits the time instead of the ordinary limit. */
  read(token: string, signal?: AbortSignal): Promise<Answer<FrameSnapshot>>
  startSignIn(token: string, method: MethodChoice['method']): Promise<Answer<FrameState>>
  cancelSignIn(token: string, signInId: string): Promise<Answer<FrameState>>
  extendSignIn(token: string, signInId: string): Promise<Answer<FrameState>>
  signOut(token: string): Promise<Answer<FrameState>>
}

const base = '/api/facility/v1'
export const eventsPath = `${base}/frame-sessions/current/events`

/** The frame's calls to its own facility: bearer from memory, no cookie. */
export function createFrameApi(locale: 'ja' | 'en'): FrameApi {
  const call = createApiClient({ base, locale, credentials: 'omit', timeoutMs: 15_000 })
  return {
    exchange: (ticket, parentOrigin) => call('POST', 'frame-sessions', { ticket, parent_origin: parentOrigin }),
    read: (bearer, signal) => call('GET', 'frame-sessions/current', undefined, { bearer, signal }),
    startSignIn: (bearer, method) => call('POST', 'sign-ins', { method }, { bearer }),
    cancelSignIn: (bearer, signInId) =>
      call('POST', `sign-ins/${encodeURIComponent(signInId)}/cancellation`, undefined, { bearer }),
    extendSignIn: (bearer, signInId) =>
      call('POST', `sign-ins/${encodeURIComponent(signInId)}/extension`, undefined, { bearer }),
    signOut: (bearer) => call('POST', 'frame-sessions/current/sign-out', undefined, { bearer }),
  }
}
