import { appendAudit } from '@/lib/audit/audit.store'
import { toBase64Url, utf8 } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { verifyPassword } from '@/lib/keystore/password'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import type { ConsoleAccount, ConsoleContext, ConsoleTables } from './console-account'
import { consoleSessionError } from './console-session.errors'
import { countMiss, insertIfUsable } from './console-session.store'
import { countSignIn, TooManyTries } from './count-sign-in'
import { isKnownDevice, readDevice, rememberDevice, type UnverifiedDevice } from './known-device'

export type StartedSession = {
  consoleSessionId: string
  personId: string
  /** Misses since the last success: shown to the person. */
  missesBefore: number
  /** What the browser is to keep, so that it is known again. */
  deviceCookie: string
}

export type SignInAttempt = {
  /** The names that were typed, without the password. */
  typedNames: readonly string[]
  /** The account of those names, `null` for none. */
  account: ConsoleAccount | null
  /** The audit chain of what happens to this attempt. */
  partition: string
  password: string
  /** What this browser kept from an earlier sign-in. */
  deviceCookie: string | null
}

/** Whom a try is about: an account or none, in the audit chain of its place. */
type Subject = { account: ConsoleAccount | null; partition: string; name: string; isKnownDevice: boolean }

/**
 * Signs somebody in to a console. Tries are counted before the comparison (`countSignIn`); a browser from which the account signed in
 * before has tries of its own, so that a stranger's misses cannot lock it out. Answer, work and audit rows are the same for an account
 * that does not exist (AT-34, AT-41, AT-47).
 * @throws AppError `console_session.invalid_credentials`, `console_session.locked` with the seconds to wait
 */
export async function startSession(
  context: ConsoleContext,
  tables: ConsoleTables,
  attempt: SignInAttempt,
  origin: RequestOrigin,
): Promise<StartedSession> {
  const { account, partition } = attempt
  const console = { context, tables, origin }
  const device = readDevice(attempt.deviceCookie)
  const subject: Subject = {
    account,
    partition,
    name: fingerprintOf(context, attempt.typedNames),
    isKnownDevice: isKnownDevice(context.keyring, device, account, new Date()),
  }
  const takeBack = await countOrLock(console, subject, device)
  const isRight = await verifyPassword(attempt.password, account?.passwordHash ?? null)
  const reason = account === null ? 'unknown account' : isRight ? 'role' : 'password'
  if (account === null || !isRight || !account.isUsable) return refuse(console, subject, reason)
  const started = await start(console, subject, account)
  await takeBack()
  return { ...started, deviceCookie: rememberDevice(context.keyring, device, account, new Date()) }
}

type Console = { context: ConsoleContext; tables: ConsoleTables; origin: RequestOrigin }

/** Stands for what was typed, in keys and audit rows: a password typed into the wrong field stays unreadable. */
function fingerprintOf({ keyring }: Pick<ConsoleContext, 'keyring'>, typedNames: readonly string[]): string {
  return toBase64Url(keyring.deviceMac(utf8(JSON.stringify(['account', ...typedNames]))).subarray(0, 12))
}

async function start(
  { context, tables, origin }: Console,
  subject: Subject,
  { accountId, personId }: ConsoleAccount,
): Promise<Omit<StartedSession, 'deviceCookie'>> {
  const consoleSessionId = newId(tables.sessionKind)
  const lifeSeconds = context.settings.consoleSessionSeconds
  const { missesBefore } = await context.db.transaction(async (tx) => {
    const session = await insertIfUsable(tx, tables, { id: consoleSessionId, accountId, lifeSeconds })
    if (session === null) throw consoleSessionError('console_session.invalid_credentials')
    await appendAudit(tx, tables.side, context.keyring, {
      partition: subject.partition,
      action: 'console_session.start',
      outcome: 'success',
      actor: personId,
      subject: consoleSessionId,
      origin,
      details: { misses_before: session.missesBefore, known_device: subject.isKnownDevice },
    })
    return session
  })
  return { consoleSessionId, personId, missesBefore }
}

async function countOrLock(
  console: Console,
  subject: Subject,
  device: UnverifiedDevice | null,
): Promise<() => Promise<void>> {
  const { context, tables, origin } = console
  const known = subject.isKnownDevice && device !== null ? device.id : null
  try {
    const signInTry = { account: subject.name, device: known, address: origin.address }
    return await countSignIn(context.db, tables.side, signInTry)
  } catch (error) {
    if (!(error instanceof TooManyTries)) throw error
    await recordLockOnce(console, subject, error)
    const seconds = error.retryAfterSeconds
    throw consoleSessionError('console_session.locked', {
      retryAfterSeconds: seconds,
      params: { seconds },
      cause: error,
    })
  }
}

/** Once per window and limit: attempts beyond a limit may go on without end, and each row waits for the place's audit chain. */
async function recordLockOnce(console: Console, subject: Subject, { key, windowSeconds }: TooManyTries): Promise<void> {
  const { context, tables } = console
  try {
    await countAttempt(context.db, tables.side, { key: `console_lock:${key}`, limit: 1, windowSeconds })
  } catch (error) {
    if (requestError.is(error, 'request.rate_limited')) return
    throw error
  }
  await record(console, subject, 'console_session.lock', 'too many attempts')
}

async function refuse(console: Console, subject: Subject, reason: string): Promise<never> {
  await record(console, subject, 'console_session.start', reason)
  throw consoleSessionError('console_session.invalid_credentials', { detail: reason })
}

/** A failure in a transaction of its own; of an unknown account as of a known one. */
async function record(
  { context, tables, origin }: Console,
  { account, partition, name, isKnownDevice: known }: Subject,
  action: 'console_session.start' | 'console_session.lock',
  reason: string,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (action === 'console_session.start') await countMiss(tx, tables, account?.accountId ?? 'unknown')
    await appendAudit(tx, tables.side, context.keyring, {
      partition,
      action,
      outcome: 'failure',
      actor: 'anonymous',
      subject: account?.personId ?? 'unknown',
      origin,
      code: 'console_session.invalid_credentials',
      reason,
      details: { account: name, known_device: known },
    })
  })
}
