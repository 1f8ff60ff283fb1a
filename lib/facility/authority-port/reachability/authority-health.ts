import { AppError, type ErrorParams } from '@/lib/kernel/app-error'
import type { Reachability } from '@/lib/vocabulary/states/reachability'
import { authorityError } from '../authority.errors'

/** How the calls of this process to the authority went last. */
export type AuthorityHealth = {
  /** `unknown` before the first call. */
  state: Reachability
  /** Code and params of the failure; `null` unless failed. */
  failure: { code: string; params: ErrorParams } | null
  /** Seconds that this process's clock is ahead of the authority's; `null` when never measured. */
  clockSkewSeconds: number | null
}

/** A clock this far off is worth a word, although calls may still be let in. */
export const notedSkewSeconds = 30

/** Remembers the outcome of the latest call. */
export function createHealthRecord() {
  let latest: Omit<AuthorityHealth, 'clockSkewSeconds'> = { state: 'unknown', failure: null }
  return {
    reached() {
      latest = { state: 'reached', failure: null }
    },
    failed(error: unknown) {
      const { code, params } = error instanceof AppError ? error : authorityError('authority.unavailable')
      latest = { state: 'failed', failure: { code, params } }
    },
    read: () => latest,
  }
}

/** What an administrator has to know: the failure, or a clock that is wrong; `null` when all is well or nothing is known. */
export function noticeOf(health: AuthorityHealth): { code: string; params: ErrorParams } | null {
  if (health.failure !== null) return health.failure
  const seconds = Math.abs(health.clockSkewSeconds ?? 0)
  return seconds > notedSkewSeconds ? { code: 'authority.clock_skew', params: { seconds } } : null
}
