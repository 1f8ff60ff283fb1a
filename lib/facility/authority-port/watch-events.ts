import { createEventStreamParser } from '@/lib/event-stream/event-stream-parser'
import { type DeviceAuthorizationEvent, deviceAuthorizationEvent } from '@/lib/wire/oauth'

const endedStates = new Set<DeviceAuthorizationEvent['state']>(['redeemed', 'denied', 'expired', 'cancelled'])
const maxDataLength = 16 * 1024
/** Members that the schema does not know are ignored. */
const tolerantEvent = deviceAuthorizationEvent.strip()

/**
 * The `state` events of an authority's stream, until one that has ended or the stream breaks; anything else is passed over. `onHeard` is
 * called for every event, heartbeats too.
 */
export async function* watchEvents(
  chunks: AsyncIterable<Uint8Array>,
  onHeard: () => void = () => {},
): AsyncIterable<DeviceAuthorizationEvent> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const arrived: DeviceAuthorizationEvent[] = []
  const parser = createEventStreamParser(
    ({ event, data }) => {
      onHeard()
      const state = event === 'state' ? readState(data) : null
      if (state !== null) arrived.push(state)
    },
    { maxDataLength, maxLineLength: maxDataLength },
  )
  try {
    for await (const chunk of chunks) {
      parser.push(decoder.decode(chunk, { stream: true }))
      for (const state of arrived.splice(0)) {
        yield state
        if (endedStates.has(state.state)) return
      }
    }
  } catch {
    // A lost or nonsensical stream ends the iteration: the caller asks again.
  }
}

function readState(data: string): DeviceAuthorizationEvent | null {
  try {
    const parsed = tolerantEvent.safeParse(JSON.parse(data))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
