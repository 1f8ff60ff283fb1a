import { type DeviceAuthorizationEvent, deviceAuthorizationEvent } from '@/lib/http/wire/oauth'

const endedStates = new Set<DeviceAuthorizationEvent['state']>(['redeemed', 'denied', 'expired', 'cancelled'])
const maxEventLength = 16 * 1024

/** The `state` events of an authority's stream, until one that has ended or the stream breaks; anything else is passed over. */
export async function* watchEvents(chunks: AsyncIterable<Uint8Array>): AsyncIterable<DeviceAuthorizationEvent> {
  const decoder = new TextDecoder()
  let pending = ''
  try {
    for await (const chunk of chunks) {
      pending += decoder.decode(chunk, { stream: true })
      const blocks = pending.split(/\r?\n\r?\n/)
      pending = blocks.pop() ?? ''
      if (pending.length > maxEventLength) return
      for (const block of blocks) {
        const event = readStateEvent(block)
        if (event === null) continue
        yield event
        if (endedStates.has(event.state)) return
      }
    }
  } catch {
    // A lost connection ends the iteration: the caller asks anew or polls.
  }
}

function readStateEvent(block: string): DeviceAuthorizationEvent | null {
  const lines = block.split(/\r?\n/)
  if (!lines.includes('event: state')) return null
  const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6))
  try {
    const parsed = deviceAuthorizationEvent.strip().safeParse(JSON.parse(data.join('\n')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
