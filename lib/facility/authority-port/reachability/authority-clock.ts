import { logger } from '@/lib/log/logger'

/** How far this process's clock may be from the authority's before it is corrected in assertions; their Date has whole seconds. */
const toleratedMs = 5_000
/** From here on the log says so: the authority itself tolerates 60 s. */
const warnedMs = 30_000
/** A clock further off is not corrected: certificates, CRLs and the times in documents are judged by it too. */
const correctedMs = 300_000
/** An answer that took longer is too inexact for the time. */
const longestRoundTripMs = 10_000
/** For so long a measurement that is too far off holds; one comes each minute, from asking whether the authority answers. */
const settledMs = 90_000

export type AuthorityClock = {
  /** Learns from the `Date` of an answer (RFC 9110 §6.6.1); `sentAtMs`: `performance.now()` when the request left. */
  observe(headers: Readonly<Record<string, string>>, sentAtMs: number): void
  /** The time of the authority, as far as it is known and the difference is small enough to be corrected. */
  now(): Date
  /** Whole seconds that this process's clock is ahead (negative: behind); null when never measured. */
  skewSeconds(): number | null
  /** Too far off to be corrected, measured a moment ago. */
  isBeyondCorrection(): boolean
}

/** What the authority itself sends. A proxy's own page has the proxy's time. */
const ownTypes = /^(?:application\/(?:\w+\+)?json|text\/event-stream)\s*(?:;|$)/i

/** Not from a cache on the way, whose answers keep the Date of long ago (RFC 9111 §5.1), and made by the authority itself. */
function isFresh(headers: Readonly<Record<string, string>>): boolean {
  const { age, 'content-type': type } = headers
  return age === undefined && (type === undefined || ownTypes.test(type))
}

type Sources = { now?: () => Date; monotonicMs?: () => number }

/** Measures this process's clock against the authority's: a wrong clock of one process must not affect the others. */
export function createAuthorityClock({
  now = () => new Date(),
  monotonicMs = () => performance.now(),
}: Sources = {}): AuthorityClock {
  let measured: { aheadMs: number; atMs: number } | null = null
  let isWarned = false
  return {
    observe(headers, sentAtMs) {
      const receivedAtMs = monotonicMs()
      const roundTripMs = receivedAtMs - sentAtMs
      const theirs = Date.parse(headers['date'] ?? '')
      if (Number.isNaN(theirs) || roundTripMs > longestRoundTripMs || !isFresh(headers)) return
      // Their second was on average half over, and half a round trip ago.
      const aheadMs = now().getTime() - roundTripMs / 2 - (theirs + 500)
      measured = { aheadMs, atMs: receivedAtMs }
      const isOff = Math.abs(aheadMs) > warnedMs
      if (isOff === isWarned) return
      isWarned = isOff
      const skewSeconds = Math.round(aheadMs / 1_000)
      if (isOff) logger().error({ skewSeconds }, 'the clock of this server is not the authority’s: check NTP')
      else logger().info({ skewSeconds }, 'the clock of this server is right again')
    },
    now() {
      const aheadMs = measured?.aheadMs ?? 0
      const isCorrected = Math.abs(aheadMs) > toleratedMs && Math.abs(aheadMs) <= correctedMs
      return new Date(now().getTime() - (isCorrected ? aheadMs : 0))
    },
    skewSeconds: () => (measured === null ? null : Math.round(measured.aheadMs / 1_000)),
    isBeyondCorrection: () =>
      measured !== null && Math.abs(measured.aheadMs) > correctedMs && monotonicMs() - measured.atMs < settledMs,
  }
}
