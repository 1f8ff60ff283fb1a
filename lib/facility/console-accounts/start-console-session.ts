import { appendAudit } from '@/lib/audit/audit.store'
import { AppError } from '@/lib/kernel/app-error'
import { toBase64Url, utf8 } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { verifyPassword } from '@/lib/keystore/password'
import { countAttempt } from '@/lib/rate-limits/rate-limit.store'
import { type FacilityContext, installationPartition } from '../facility-context'
import { consoleSessionError } from './console-session.errors'
import { type ConsoleAccount, countMiss, findAccount, insertIfLive } from './console-session.store'
import { countSignIn, TooManyTries } from './count-sign-in'
import { isKnownDevice, readDevice, rememberDevice, type UnverifiedDevice } from './known-device'

export type StartedConsoleSession = {
  consoleSessionId: string
  staffId: string
  /** Misses since the last success: to be told to the person. */
  missesBefore: number
  /** What the browser is to keep, so that it is known again. */
  deviceCookie: string
}

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'settings'>
type Input = {
  facilityCode: string
  staffCode: string
  password: string
  /** What this browser kept from an earlier sign-in. */
  deviceCookie?: string | null
}

/** Whom a try is about: an account or none, in the audit chain of its facility or of none. */
type Subject = { account: ConsoleAccount | null; partition: string; name: string; isKnownDevice: boolean }

/**
 * Logs an administrator in to the console. Tries are counted before the comparison (`countSignIn`); a browser from which the
 * account signed in before has tries of its own, so that a stranger's misses keep nobody out. Answer, work and audit rows are the same
 * for an account that does not exist (AT-34, AT-41, AT-47).
 * @throws AppError `console_session.invalid_credentials`, `console_session.locked` with the seconds to wait
 */
export async function startConsoleSession(
  context: Context,
  input: Input,
  origin: RequestOrigin,
): Promise<StartedConsoleSession> {
  const { facilityId, account } = await findAccount(context.db, input.facilityCode, input.staffCode)
  const device = readDevice(input.deviceCookie ?? null)
  const subject: Subject = {
    account,
    partition: facilityId ?? installationPartition,
    name: fingerprintOf(context, input),
    isKnownDevice: isKnownDevice(context.keyring, device, account, new Date()),
  }
  const takeBack = await countOrLock(context, subject, device, origin)
  const isRight = await verifyPassword(input.password, account?.passwordHash ?? null)
  const reason = account === null ? 'unknown account' : isRight ? 'role' : 'password'
  if (account === null || !isRight || account.role !== 'administrator') return refuse(context, subject, reason, origin)
  const started = await start(context, subject, account, origin)
  await takeBack()
  return { ...started, deviceCookie: rememberDevice(context.keyring, device, account, new Date()) }
}

/** Stands for what was typed, in keys and audit rows: a password typed into the wrong field stays unreadable. */
function fingerprintOf({ keyring }: Context, { facilityCode, staffCode }: Input): string {
  return toBase64Url(keyring.deviceMac(utf8(JSON.stringify(['account', facilityCode, staffCode]))).subarray(0, 12))
}

async function start(
  context: Context,
  subject: Subject,
  { staffId }: ConsoleAccount,
  origin: RequestOrigin,
): Promise<Omit<StartedConsoleSession, 'deviceCookie'>> {
  const consoleSessionId = newId('consoleSession')
  const lifeSeconds = context.settings.consoleSessionSeconds
  const { missesBefore } = await context.db.transaction(async (tx) => {
    const session = await insertIfLive(tx, { id: consoleSessionId, staffId, lifeSeconds })
    if (session === null) throw consoleSessionError('console_session.invalid_credentials')
    await appendAudit(tx, 'facility', context.keyring, {
      partition: subject.partition,
      action: 'console_session.start',
      outcome: 'success',
      actor: staffId,
      subject: consoleSessionId,
      origin,
      details: { misses_before: session.missesBefore, known_device: subject.isKnownDevice },
    })
    return session
  })
  return { consoleSessionId, staffId, missesBefore }
}

async function countOrLock(
  context: Context,
  subject: Subject,
  device: UnverifiedDevice | null,
  origin: RequestOrigin,
): Promise<() => Promise<void>> {
  const known = subject.isKnownDevice && device !== null ? device.id : null
  try {
    return await countSignIn(context.db, { account: subject.name, device: known, address: origin.address })
  } catch (error) {
    if (!(error instanceof TooManyTries)) throw error
    await recordLockOnce(context, subject, error, origin)
    const seconds = error.retryAfterSeconds
    throw consoleSessionError('console_session.locked', {
      retryAfterSeconds: seconds,
      params: { seconds },
      cause: error,
    })
  }
}

/** Once a window and limit: whoever has reached one can go on knocking, and each row waits for the hospital's audit chain. */
async function recordLockOnce(
  context: Context,
  subject: Subject,
  { key, windowSeconds }: TooManyTries,
  origin: RequestOrigin,
): Promise<void> {
  try {
    await countAttempt(context.db, 'facility', { key: `console_lock:${key}`, limit: 1, windowSeconds })
  } catch (error) {
    if (error instanceof AppError && error.code === 'request.rate_limited') return
    throw error
  }
  await record(context, subject, 'console_session.lock', 'too many attempts', origin)
}

async function refuse(context: Context, subject: Subject, reason: string, origin: RequestOrigin): Promise<never> {
  await record(context, subject, 'console_session.start', reason, origin)
  throw consoleSessionError('console_session.invalid_credentials', { detail: reason })
}

/** A failure in a transaction of its own; of an unknown account as of a known one. */
async function record(
  context: Context,
  { account, partition, name, isKnownDevice: known }: Subject,
  action: 'console_session.start' | 'console_session.lock',
  reason: string,
  origin: RequestOrigin,
): Promise<void> {
  const staffId = account?.staffId ?? 'unknown'
  await context.db.transaction(async (tx) => {
    if (action === 'console_session.start') await countMiss(tx, staffId)
    await appendAudit(tx, 'facility', context.keyring, {
      partition,
      action,
      outcome: 'failure',
      actor: 'anonymous',
      subject: staffId,
      origin,
      code: 'console_session.invalid_credentials',
      reason,
      details: { account: name, known_device: known },
    })
  })
}
