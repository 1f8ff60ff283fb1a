/**
 * One event as a client receives it. `id` is what this event carries, empty for none: an id is the version of the state in its
 * event (S5), nothing is ever resumed from one, so unlike in `EventSource` later events do not inherit it.
 */
export type StreamEvent = { event: string; data: string; id: string }

export type EventStreamParser = {
  /** Takes the next characters, cut anywhere. Throws `EventStreamTooLarge` when a line or an event exceeds its cap. */
  push(text: string): void
}

export class EventStreamTooLarge extends Error {
  override readonly name = 'EventStreamTooLarge'
}

type ParserOptions = {
  onRetry?: (retryMs: number) => void
  /** Characters of one line; 65,536 by default. */
  maxLineLength?: number
  /** Characters of the data of one event; 262,144 by default. */
  maxDataLength?: number
}

/**
 * A parser of `text/event-stream` after WHATWG HTML §9.2.6: CR, LF and CRLF end a line, a leading BOM and comments are skipped,
 * an event that the stream's end cuts off is dropped. Bytes are decoded by the caller, with a streaming `TextDecoder`.
 */
export function createEventStreamParser(
  onEvent: (event: StreamEvent) => void,
  { onRetry, maxLineLength = 65_536, maxDataLength = 262_144 }: ParserOptions = {},
): EventStreamParser {
  let rest = ''
  let isStart = true
  let skipsLineFeed = false
  let event = ''
  let data: string | null = null
  let id = ''

  function takeField(name: string, value: string): void {
    if (name === 'event') event = value
    else if (name === 'data') data = data === null ? value : `${data}\n${value}`
    else if (name === 'id' && !value.includes('\0')) id = value
    else if (name === 'retry' && /^\d+$/.test(value)) onRetry?.(Number(value))
    if (data !== null && data.length > maxDataLength) throw new EventStreamTooLarge('event')
  }

  function takeLine(line: string): void {
    if (line === '') {
      const finished = data === null ? null : { event: event || 'message', data, id }
      event = ''
      data = null
      id = ''
      if (finished) onEvent(finished)
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    if (colon === -1) takeField(line, '')
    else takeField(line.slice(0, colon), line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1))
  }

  return {
    push(text) {
      let input = text
      if (isStart && input !== '') {
        isStart = false
        if (input.startsWith('\uFEFF')) input = input.slice(1)
      }
      if (skipsLineFeed && input !== '') {
        skipsLineFeed = false
        if (input.startsWith('\n')) input = input.slice(1)
      }
      rest += input
      for (let end = rest.search(/[\r\n]/); end !== -1; end = rest.search(/[\r\n]/)) {
        const line = rest.slice(0, end)
        const isCr = rest[end] === '\r'
        skipsLineFeed = isCr && end + 1 === rest.length
        rest = rest.slice(isCr && rest[end + 1] === '\n' ? end + 2 : end + 1)
        if (line.length > maxLineLength) throw new EventStreamTooLarge('line')
        takeLine(line)
      }
      if (rest.length > maxLineLength) throw new EventStreamTooLarge('line')
    },
  }
}
