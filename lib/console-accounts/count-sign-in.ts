import type { Database } from '@/lib/db/database'
import type { AppError } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import { releaseAttempt } from '@/lib/rate-limits/rate-limit.store'
import type { ConsoleTables } from './console-account'
import { deleteAttempts } from './console-session.store'

const minutes = 60
const day = 86_400

/** `own` are the tries of this one browser or address at this one account: a success forgets them all. */
type Limit = { key: string; limit: number; windowSeconds: number; own: boolean }

/** Who tries: `account` a fingerprint of what was typed, `device` the id of a browser that the account is known from, else `null`. */
export type SignInTry = { account: string; device: string | null; address: string | null }

/**
 * The limits of a try, in the order in which they are counted. A browser that the account is known from has tries of its own, which
 * other callers cannot use up (ASVS 6.3.1). All others share: first those that a single address meets, so that it cannot use up what
 * is counted for the account or for everybody. Known and unknown accounts are counted alike.
 */
function limitsOf({ account, device, address }: SignInTry): Limit[] {
  if (device !== null) {
    const key = `console_device:${account}:${device}`
    return [
      { key, limit: 10, windowSeconds: 5 * minutes, own: true },
      { key: `${key}:day`, limit: 100, windowSeconds: day, own: false },
    ]
  }
  const from = `console_account:${account}:${address ?? 'none'}`
  return [
    { key: `console_address:${address ?? 'none'}`, limit: 100, windowSeconds: 5 * minutes, own: false },
    { key: from, limit: 5, windowSeconds: 5 * minutes, own: true },
    { key: `${from}:day`, limit: 20, windowSeconds: day, own: false },
    { key: 'console_sign_ins', limit: 120, windowSeconds: minutes, own: false },
    { key: `console_account:${account}`, limit: 20, windowSeconds: 5 * minutes, own: false },
    { key: `console_account:${account}:day`, limit: 100, windowSeconds: day, own: false },
  ]
}

/**
 * Counts a try before its password is compared, so that parallel guesses gain nothing; answers how to take it back after a success.
 * @throws TooManyTries
 */
export async function countSignIn(
  db: Pick<Database, 'sql'>,
  side: ConsoleTables['side'],
  signInTry: SignInTry,
): Promise<() => Promise<void>> {
  const limits = limitsOf(signInTry)
  const countedAt = new Date()
  for (const limit of limits) {
    await countAttempt(db, side, limit).catch((error: unknown) => {
      if (!requestError.is(error, 'request.rate_limited')) throw error
      throw new TooManyTries(limit, error)
    })
  }
  return async () => {
    for (const limit of limits) {
      if (limit.own) await deleteAttempts(db, side, limit.key)
      else await releaseAttempt(db, side, { ...limit, countedAt })
    }
  }
}

/** The limit that was reached, and the seconds until it counts again. */
export class TooManyTries extends Error {
  override readonly name = 'TooManyTries'
  readonly key: string
  readonly windowSeconds: number
  readonly retryAfterSeconds: number

  constructor({ key, windowSeconds }: Limit, cause: AppError) {
    super(key, { cause })
    this.key = key
    this.windowSeconds = windowSeconds
    this.retryAfterSeconds = cause.retryAfterSeconds ?? windowSeconds
  }
}
