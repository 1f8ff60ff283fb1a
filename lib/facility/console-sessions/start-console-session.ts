import { appendAudit } from '@/lib/audit/audit.store'
import { AppError } from '@/lib/kernel/app-error'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { verifyPassword } from '@/lib/keystore/password'
import { countAttempt } from '@/lib/rate-limits/rate-limit.store'
import type { FacilityContext } from '../facility-context'
import { type ConsoleAccount, countMiss, findAccount, forgetAttempts, insertIfLive } from './console-session.store'

const missesPerWindow = 5
const addressAttempts = 100
const windowSeconds = 300

export type StartedConsoleSession = {
  consoleSessionId: string
  staffId: string
  /** Misses since the last success: to be told to the person. */
  missesBefore: number
}

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'settings'>
type Input = { facilityCode: string; staffCode: string; password: string }

/**
 * Logs an administrator in to the console. Attempts are counted before the comparison, known and unknown accounts alike, so that
 * parallel guesses gain nothing; the answer and the work are the same for an unknown account (AT-34).
 * @throws AppError `console_session.invalid_credentials`, `console_session.locked` with the seconds to wait
 */
export async function startConsoleSession(
  context: Context,
  input: Input,
  origin: RequestOrigin,
): Promise<StartedConsoleSession> {
  const account = await findAccount(context.db, input.facilityCode, input.staffCode)
  const accountKey = `console_account:${input.facilityCode}/${input.staffCode}`
  await countOrLock(context, account, accountKey, origin)
  const isRight = await verifyPassword(input.password, account?.passwordHash ?? null)
  if (account === null) throw new AppError('console_session.invalid_credentials', { detail: 'unknown account' })
  if (!isRight) return refuse(context, account, 'password', origin)
  if (account.role !== 'administrator') return refuse(context, account, 'role', origin)
  const consoleSessionId = newId('consoleSession')
  const { staffId, facilityId } = account
  const lifeSeconds = context.settings.consoleSessionSeconds
  const started = await context.db.transaction(async (tx) => {
    const session = await insertIfLive(tx, { id: consoleSessionId, staffId, lifeSeconds })
    if (session === null) throw new AppError('console_session.invalid_credentials')
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'console_session.start',
      outcome: 'success',
      actor: staffId,
      subject: consoleSessionId,
      origin,
      details: { misses_before: session.missesBefore },
    })
    return session
  })
  await forgetAttempts(context.db, accountKey)
  return { consoleSessionId, staffId, missesBefore: started.missesBefore }
}

async function countOrLock(
  context: Context,
  account: ConsoleAccount | null,
  accountKey: string,
  origin: RequestOrigin,
): Promise<void> {
  try {
    if (origin.address !== null) {
      const key = `console_address:${origin.address}`
      await countAttempt(context.db, 'facility', { key, limit: addressAttempts, windowSeconds })
    }
    await countAttempt(context.db, 'facility', { key: accountKey, limit: missesPerWindow, windowSeconds })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'request.rate_limited') throw error
    if (account !== null) await recordLockOnce(context, account, origin)
    const seconds = error.retryAfterSeconds ?? windowSeconds
    throw new AppError('console_session.locked', { retryAfterSeconds: seconds, params: { seconds }, cause: error })
  }
}

/** Once a window: whoever knows a staff code can go on knocking, and each row waits for the hospital's audit chain. */
async function recordLockOnce(context: Context, account: ConsoleAccount, origin: RequestOrigin): Promise<void> {
  try {
    await countAttempt(context.db, 'facility', { key: `console_lock:${account.staffId}`, limit: 1, windowSeconds })
  } catch (error) {
    if (error instanceof AppError && error.code === 'request.rate_limited') return
    throw error
  }
  await record(context, account, 'console_session.lock', 'too many attempts', origin)
}

async function refuse(
  context: Context,
  account: ConsoleAccount,
  reason: string,
  origin: RequestOrigin,
): Promise<never> {
  await record(context, account, 'console_session.start', reason, origin)
  throw new AppError('console_session.invalid_credentials', { detail: reason })
}

/** A failure in a transaction of its own. */
async function record(
  context: Context,
  { facilityId, staffId }: ConsoleAccount,
  action: 'console_session.start' | 'console_session.lock',
  reason: string,
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (action === 'console_session.start') await countMiss(tx, staffId)
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action,
      outcome: 'failure',
      actor: 'anonymous',
      subject: staffId,
      origin,
      code: 'console_session.invalid_credentials',
      reason,
    })
  })
}
