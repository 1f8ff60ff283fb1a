/** For how long a value serves, by a clock in milliseconds. */
export type Keeping = { keepMs: number; now(): number }

/**
 * A call that many may make and that runs once at a time: callers that come while it runs share its outcome. Its value is kept, for
 * ever unless `keeping` limits it; a failure is never kept, so the next caller tries again.
 */
export function shareCall<Value>(call: () => Promise<Value>, keeping?: Keeping): () => Promise<Value> {
  let running: Promise<Value> | null = null
  let kept: { value: Value; at: number } | null = null
  return () => {
    if (kept !== null && (keeping === undefined || keeping.now() - kept.at < keeping.keepMs))
      return Promise.resolve(kept.value)
    running ??= Promise.resolve()
      .then(call)
      .then((value) => {
        kept = { value, at: keeping?.now() ?? 0 }
        return value
      })
      .finally(() => {
        running = null
      })
    return running
  }
}
