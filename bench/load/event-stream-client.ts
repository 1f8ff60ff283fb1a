import { Client } from 'undici'
import { createEventStreamParser } from '@/lib/event-stream/event-stream-parser'
import type { Target } from './keep-alive-load'

export type ArrivedEvent = { event: string; data: string; at: number }

export type EventStreamClient = { close(): Promise<void> }

/** Opens a stream on a connection of its own and hands over each event with the moment at which it arrived. */
export async function openEventStream(
  { port, host }: Target,
  { path, bearer }: { path: string; bearer: string | null },
  onEvent: (event: ArrivedEvent) => void,
): Promise<EventStreamClient> {
  const client = new Client(`http://127.0.0.1:${port}`, { bodyTimeout: 0 })
  const decoder = new TextDecoder()
  const parser = createEventStreamParser(({ event, data }) => onEvent({ event, data, at: performance.now() }))
  const headers = {
    host,
    accept: 'text/event-stream',
    ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
  }
  await new Promise<void>((resolve, reject) => {
    client.dispatch(
      { method: 'GET', path, headers },
      {
        onRequestStart() {},
        onResponseStart(_controller, status) {
          if (status === 200) resolve()
          else reject(new Error(`${path} answered ${status}`))
        },
        onResponseData(_controller, chunk) {
          parser.push(decoder.decode(chunk, { stream: true }))
        },
        onResponseEnd() {},
        onResponseError(_controller, error) {
          reject(error)
        },
      },
    )
  })
  return { close: () => client.destroy() }
}
