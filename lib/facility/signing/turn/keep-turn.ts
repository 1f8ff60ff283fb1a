import type { Database } from '@/lib/db/database'
import type { AppError } from '@/lib/kernel/app-error'
import { turnSeconds } from '../requests/signing-request'
import { extendTurnIfMine, type Turn } from '../requests/signing-request.store'
import { signingError } from '../signing.errors'

/** Three tries within the life of a turn. */
const renewalMs = (turnSeconds * 1000) / 3

/**
 * Works with a port that may need longer than a turn: the turn is renewed while it works, and no longer than `timeoutSeconds`. A process
 * that dies renews nothing, so another one goes on after `turnSeconds`. Where the turn was lost or the time is over, the signal is
 * aborted and the answer of the port does not count. A port whose time fits into one turn needs no renewal.
 */
export async function keepTurn<Result>(
  db: Pick<Database, 'sql'>,
  turn: Turn,
  timeoutSeconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController()
  const end = () => lost.abort(turnLost())
  let renewals = Math.ceil((timeoutSeconds * 1000) / renewalMs)
  const renew = async () => {
    renewals -= 1
    const isMine = renewals > 0 && (await extendTurnIfMine(db, turn, turnSeconds))
    if (!isMine) end()
  }
  // The database is away for a moment: the next renewal is still in time.
  const timer =
    timeoutSeconds > turnSeconds
      ? setInterval(() => void renew().catch(() => {}), renewalMs)
      : setTimeout(end, timeoutSeconds * 1000)
  const ended = new Promise<never>((_, reject) => {
    lost.signal.addEventListener('abort', () => reject(lost.signal.reason), { once: true })
  })
  try {
    return await Promise.race([work(lost.signal), ended])
  } finally {
    clearTimeout(timer)
  }
}

/** Another process has the turn now: a caller that asks again gets its outcome. */
export function turnLost(): AppError {
  return signingError('signing.in_progress', { retryAfterSeconds: 1 })
}
