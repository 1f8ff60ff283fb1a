import { EgressError, type EgressFacts, type EgressPhase } from './egress-error'

/** Milliseconds: until the headers of the answer, without a byte of its body, in all. */
export type CallLimit = { answerMs: number; idleMs: number; totalMs: number }

type Bounded = {
  limit: CallLimit
  facts: EgressFacts
  /** What the connection is busy with, while there is no answer yet. */
  phase: () => EgressPhase
  /** Ends the call too. */
  signal?: AbortSignal
}

/**
 * Runs a call within its limits. The caller is answered when they are over, whatever the work does: the HTTP library does not look at
 * a signal while it connects. `progressed` is to be called for the headers and for each piece of the body.
 * @throws EgressError `timeout`, `aborted`, and what the work throws
 */
export async function withinLimit<Result>(
  { limit, facts, phase, signal }: Bounded,
  work: (signal: AbortSignal, progressed: () => void) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController()
  let hasAnswer = false
  let fail: (error: EgressError) => void = () => {}
  const failed = new Promise<never>((_, reject) => {
    fail = reject
  })
  const end = (error: EgressError) => {
    fail(error)
    ending.abort(error)
  }
  const timeOut = () => end(new EgressError('timeout', { ...facts, phase: hasAnswer ? 'body' : phase() }))
  const abort = () => end(new EgressError('aborted', facts))
  const total = setTimeout(timeOut, limit.totalMs)
  let step = setTimeout(timeOut, limit.answerMs)
  const progressed = () => {
    hasAnswer = true
    clearTimeout(step)
    step = setTimeout(timeOut, limit.idleMs)
  }
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work(ending.signal, progressed), failed])
  } finally {
    clearTimeout(total)
    clearTimeout(step)
    signal?.removeEventListener('abort', abort)
  }
}
