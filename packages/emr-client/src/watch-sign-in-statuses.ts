import type { SignInStatus, SignInStatuses } from './api-types.ts'
import type { Connection } from './connection.ts'
import { readEvents } from './event-stream.ts'
import { ShomeiError } from './shomei-error.ts'

export type StatusChange =
  /** Everybody: at the start, and again after each gap. */
  | { kind: 'all'; statuses: SignInStatus[] }
  /** One person who changed. */
  | { kind: 'changed'; status: SignInStatus }
  /** Nothing is known until the next `all`: show no person as signed in by what you have. */
  | { kind: 'interrupted'; error: unknown }

export type WatchOptions = { terminalId?: string; signal?: AbortSignal }

const longestPauseMs = 30_000

/**
 * Follows the sign-in statuses of the facility until `signal` is aborted. A stream that ends or falls silent is opened again, at once
 * and then after growing pauses; what changed meanwhile comes with the next `all`. Older versions of a status are left out.
 * @throws ShomeiError when the facility refuses for good (401, 403, 404)
 */
export async function* watchSignInStatuses(
  connection: Connection,
  { terminalId, signal }: WatchOptions,
): AsyncGenerator<StatusChange> {
  const versions = new Map<string, number>()
  const isNewer = (status: SignInStatus) => {
    if ((versions.get(status.staff_id) ?? -1) >= status.version) return false
    versions.set(status.staff_id, status.version)
    return true
  }
  const isStopped = () => signal?.aborted === true
  for (let failures = 0; !isStopped(); failures += 1) {
    try {
      const answer = await open(connection, terminalId, signal)
      for await (const { event, data } of readEvents(answer)) {
        failures = 0
        if (event === 'statuses') {
          const { statuses } = JSON.parse(data) as Pick<SignInStatuses, 'statuses'>
          for (const status of statuses) versions.set(status.staff_id, status.version)
          yield { kind: 'all', statuses }
        } else if (event === 'status') {
          const status = JSON.parse(data) as SignInStatus
          if (isNewer(status)) yield { kind: 'changed', status }
        }
      }
    } catch (error) {
      if (isStopped()) return
      if (error instanceof ShomeiError && [401, 403, 404].includes(error.status)) throw error
      yield { kind: 'interrupted', error }
    }
    await pause(Math.min(longestPauseMs, 1_000 * 2 ** failures) * (0.5 + Math.random() / 2), signal)
  }
}

function open(connection: Connection, terminalId: string | undefined, signal?: AbortSignal): Promise<Response> {
  return connection.send('/api/emr/v1/events', {
    query: { terminal_id: terminalId },
    signal: signal ?? new AbortController().signal,
  })
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
