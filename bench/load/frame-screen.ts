import { type FrameState, frameState, qrEvent } from '@/lib/wire/frame'
import { type EventStreamClient, openEventStream } from './event-stream-client'
import type { Target } from './keep-alive-load'

/** A screen of the EMR with a frame on it, as far as its stream reports. */
export type FrameScreen = {
  /** The moment at which a state arrived for which `holds`; the newest state counts at once. */
  until(holds: (state: FrameState) => boolean): Promise<{ at: number; state: FrameState }>
  /** The next code, or the one on the screen. */
  nextQr(): Promise<string>
  close(): Promise<void>
}

const timeoutMs = 20_000

/** Opens the stream of a frame session and follows it. */
export async function openFrameScreen(target: Target, bearer: string): Promise<FrameScreen> {
  const waiting = new Set<() => void>()
  let newest: { at: number; state: FrameState } | null = null
  let qr: string | null = null
  const stream: EventStreamClient = await openEventStream(
    target,
    { path: '/api/facility/v1/frame-sessions/current/events', bearer },
    ({ event, data, at }) => {
      if (event === 'state') newest = { at, state: frameState.parse(JSON.parse(data)) }
      if (event === 'qr') qr = qrEvent.parse(JSON.parse(data)).url
      for (const look of [...waiting]) look()
    },
  )
  const wait = <T>(find: () => T | null, what: string) =>
    new Promise<T>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${what} within ${timeoutMs} ms`)), timeoutMs)
      const look = () => {
        const found = find()
        if (found === null) return
        clearTimeout(late)
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  return {
    until: (holds) => wait(() => (newest !== null && holds(newest.state) ? newest : null), 'such state'),
    nextQr: () => wait(() => qr, 'code'),
    close: stream.close,
  }
}
