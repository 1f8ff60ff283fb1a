/** One event of a stream as a server writes it. */
export type OutgoingEvent = {
  event: string
  /** Any text; a line break starts another data line, and all kinds of line break come out as LF. */
  data: string
  /** The version of the state that `data` is; no line breaks and no NUL. */
  id?: string
  /** Milliseconds after which a client should connect again. */
  retryMs?: number
}

/** Encodes one event as `text/event-stream` (WHATWG HTML §9.2.5), its closing blank line included. */
export function encodeEvent({ event, data, id, retryMs }: OutgoingEvent): string {
  if (/[\r\n]/.test(event)) throw new RangeError('an event name has no line breaks')
  if (id !== undefined && /[\r\n\0]/.test(id)) throw new RangeError('an event id has neither line breaks nor NUL')
  if (retryMs !== undefined && !(Number.isInteger(retryMs) && retryMs >= 0)) {
    throw new RangeError('retryMs is a whole number of milliseconds')
  }
  const lines = [
    ...(retryMs === undefined ? [] : [`retry: ${retryMs}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    `event: ${event}`,
    ...data.split(/\r\n|\r|\n/).map((line) => `data: ${line}`),
  ]
  return `${lines.join('\n')}\n\n`
}
