'use client'

import { openLiveStream } from '@/lib/browser/live-stream'
import type { FrameState, QrEvent } from '@/lib/wire/frame'
import type { FrameStream, StreamHandlers } from './connection-parts'
import { eventsPath, type FrameApi } from './frame-api'

/** The frame's live state: the stream, watched for silence, and polling wherever it does not serve. */
export function openFrameStream(
  api: FrameApi,
  token: string,
  language: 'ja' | 'en',
  { onState, onQr, onFreshness, onRefused, isUrgent }: StreamHandlers,
): FrameStream {
  const ending = new AbortController()
  const { refresh } = openLiveStream({
    url: eventsPath,
    headers: () => ({ authorization: `Bearer ${token}`, 'accept-language': language }),
    signal: ending.signal,
    credentials: 'omit',
    onState: (state) => {
      if (state === 'ended') onRefused()
      else onFreshness(state === 'stale')
    },
    onEvent: ({ event, data }) => {
      if (event === 'state') onState(JSON.parse(data) as FrameState)
      if (event === 'qr') onQr(JSON.parse(data) as QrEvent)
    },
    isUrgent,
    poll: async (signal) => {
      const answer = await api.read(token, signal)
      if (signal.aborted) return null
      if (!answer.ok) {
        if (answer.problem.code === 'frame_session.expired') refuse()
        throw new Error(answer.problem.code)
      }
      onState(answer.value)
      if (answer.value.qr !== null) onQr(answer.value.qr)
      return null
    },
  })
  /** As when the stream is refused: nothing more is asked with this bearer. */
  function refuse(): void {
    ending.abort()
    onRefused()
  }
  return { refresh, close: () => ending.abort() }
}
