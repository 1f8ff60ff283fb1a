import type { EventSink } from '../event-stream-response'

const key = Symbol.for('shomei.stream-caps')
const processWide = globalThis as typeof globalThis & { [key]?: Map<string, Set<EventSink>> }

/** Keeps at most `most` streams of one owner open in this process: the oldest makes room (rule S7). */
export function admitStream(sink: EventSink, owner: string, most: number): void {
  processWide[key] ??= new Map()
  const owners = processWide[key]
  const open = owners.get(owner) ?? new Set()
  owners.set(owner, open)
  const [oldest] = open
  if (open.size >= most) oldest?.end()
  open.add(sink)
  sink.signal.addEventListener(
    'abort',
    () => {
      open.delete(sink)
      if (open.size === 0 && owners.get(owner) === open) owners.delete(owner)
    },
    { once: true },
  )
}
