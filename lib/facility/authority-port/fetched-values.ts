import { waitAtMost } from '@/lib/egress/wait-at-most'
import type { AppError } from '@/lib/kernel/app-error'
import { logger } from '@/lib/log/logger'
import { authorityError } from './authority.errors'

/** How long an address that did not answer is left alone while what is known still holds. */
const pauseMs = 30_000

type Parse<Value> = (der: Uint8Array) => Promise<Value>
type Fetched<Value> = { value: Value; at: number }
type Parts = { fetchBytes: (url: string) => Promise<Uint8Array<ArrayBuffer>>; now: () => Date; waitMs: number }

/**
 * Values by their address, fetched when they are needed and kept. Many that ask at once cause one fetch. When an address does not
 * answer, what is known serves until its own end.
 */
export function createFetchedValues<Any>({ fetchBytes, now, waitMs }: Parts) {
  const known = new Map<string, Fetched<Any>>()
  const failedAt = new Map<string, number>()
  const underWay = new Map<string, Promise<Any>>()

  function isPaused(url: string): boolean {
    return now().getTime() - (failedAt.get(url) ?? Number.NEGATIVE_INFINITY) < pauseMs
  }

  function pause(url: string): void {
    failedAt.set(url, now().getTime())
  }

  /** @throws AppError `authority.unavailable` when the address does not answer and nothing that is known holds */
  async function read<Value extends Any>(
    url: string,
    { parse, freshMs, ends }: { parse: Parse<Value>; freshMs: number; ends: (value: Value) => Date },
  ): Promise<Value> {
    const kept = known.get(url) as Fetched<Value> | undefined
    const nowMs = now().getTime()
    const isLive = kept !== undefined && ends(kept.value).getTime() > nowMs
    if (isLive && (isPaused(url) || nowMs - kept.at < freshMs)) return kept.value
    try {
      return (await waitAtMost(once(url, parse), waitMs, () => unusable(url, 'is still being fetched'))) as Value
    } catch (error) {
      if (!isLive) throw error
      pause(url)
      logger().warn({ url, error: String(error) }, 'what is known of the trust material serves on')
      return kept.value
    }
  }

  function once(url: string, parse: Parse<Any>): Promise<Any> {
    const running = underWay.get(url)
    if (running !== undefined) return running
    const fetching = fetchBytes(url)
      .then(async (der) => {
        const value = await parse(der).catch((error: unknown) => {
          throw unusable(url, String(error))
        })
        known.set(url, { value, at: now().getTime() })
        return value
      })
      .finally(() => underWay.delete(url))
    underWay.set(url, fetching)
    return fetching
  }

  return { read, isPaused, pause, kept: <Value extends Any>(url: string) => known.get(url)?.value as Value | undefined }
}

export function unusable(place: string, why: string): AppError {
  return authorityError('authority.unavailable', {
    detail: `trust material of ${place}: ${why}`,
    retryAfterSeconds: 10,
  })
}
