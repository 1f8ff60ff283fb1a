'use client'

import { readEventStream } from '@/lib/event-stream/read-event-stream'
import type { FrameState, QrEvent } from '@/lib/http/wire/frame'
import { eventsPath, type FrameApi } from './frame-api'
import type { StreamHandlers } from './frame-connection'

/** The frame's live state: the stream, watched for silence, and polling while it is silent. Answers a function that ends it. */
export function openFrameStream(
  api: FrameApi,
  token: string,
  language: 'ja' | 'en',
  { onState, onQr, onFreshness, onRefused }: StreamHandlers,
): () => void {
  const ending = new AbortController()
  readEventStream({
    url: eventsPath,
    headers: () => ({ authorization: `Bearer ${token}`, 'accept-language': language }),
    signal: ending.signal,
    fetch: (input, init) => fetch(input, { ...init, credentials: 'omit' }),
    setTimer: (callback, ms) => {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
    random: Math.random,
    onState: (state) => {
      if (state === 'ended') onRefused()
      else onFreshness(state === 'stale')
    },
    onEvent: ({ event, data }) => {
      if (event === 'state') onState(JSON.parse(data) as FrameState)
      if (event === 'qr') onQr(JSON.parse(data) as QrEvent)
    },
    poll: async () => {
      const answer = await api.read(token)
      if (answer.ok) onState(answer.body)
      if (answer.ok && answer.body.qr !== null) onQr(answer.body.qr)
      if (!answer.ok && answer.code === 'frame_session.expired') onRefused()
      return null
    },
  })
  return () => ending.abort()
}
