const key = Symbol.for('shomei.open-streams')
const processWide = globalThis as typeof globalThis & { [key]?: Set<() => void> }

/** Every event stream this process holds open: an open one keeps a stopping server alive. */
export function openStreams(): Set<() => void> {
  processWide[key] ??= new Set()
  return processWide[key]
}

/** Ends all streams; clients reconnect elsewhere after the retry hint they were given. */
export function closeOpenStreams(): void {
  for (const close of [...openStreams()]) close()
}
