import { hash, verify } from '@node-rs/argon2'
import { serviceError } from '@/lib/kernel/service.errors'
import { shareCall } from '@/lib/kernel/share-call'

/** OWASP's second argon2id profile: 19 MiB, two passes, one lane; about 30 ms on one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A real hash of an unused password, so that an unknown account costs as much time as a known one (AT-34). */
const readDecoy = shareCall(() => hashPassword(crypto.randomUUID()))

/** Argon2id in PHC string form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** Comparisons at once, of the few threads that every other signature check of the process needs too. */
const atOnce = 2
/** Beyond that a flood only waits: what comes then is refused, before memory and time are spent on it. */
const mostWaiting = 64
const retrySeconds = 5

let running = 0
const waiting: (() => void)[] = []

/**
 * Whether the password matches; with `null` the same work is done and the answer is false.
 * @throws AppError `service.unavailable` when too many comparisons wait already.
 */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const decoy = await readDecoy()
  const known = passwordHash ?? decoy
  const right = await inTurn(() => verify(known, password.normalize('NFKC')))
  return right && passwordHash !== null
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running < atOnce) running += 1
  else if (waiting.length < mostWaiting) await new Promise<void>((resolve) => waiting.push(resolve))
  else throw serviceError('service.unavailable', { retryAfterSeconds: retrySeconds, detail: 'password comparisons' })
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
