import { AppError } from '@/lib/kernel/app-error'

const retrySeconds = 5

/** SQLSTATE classes and codes, Prisma codes and socket errors that mean "not now", not "the statement is wrong". */
const awayCodes = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '57014',
  '25P03',
  '40001',
  '40P01',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
])
const awayKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'])

/** Whether the failure is ours (database away) and therefore never the caller's try (AT-25). */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false
  const { code, kind, cause, originalCode, message, meta, driverAdapterError } = error as Record<string, unknown>
  if (typeof code === 'string' && (awayCodes.has(code) || code.startsWith('08'))) return true
  if (typeof originalCode === 'string' && awayCodes.has(originalCode)) return true
  if (typeof kind === 'string' && awayKinds.has(kind)) return true
  if (typeof message === 'string' && /connection terminated|timeout exceeded when trying to connect/i.test(message))
    return true
  return [cause, meta, driverAdapterError].some((inner) => isUnavailable(inner, depth + 1))
}

/** SQLSTATE of text that no column can hold: U+0000 is the one character of JSON and of a path that PostgreSQL has not. */
const unstorableCodes = new Set(['22021', '22P05'])

/** Whether a statement failed because a caller's text cannot be stored or compared: then the request was malformed. */
export function isUnstorableText(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false
  const { code, cause, originalCode, meta, driverAdapterError } = error as Record<string, unknown>
  if ([code, originalCode].some((each) => typeof each === 'string' && unstorableCodes.has(each))) return true
  return [cause, meta, driverAdapterError].some((inner) => isUnstorableText(inner, depth + 1))
}

/** The same error, or `service.unavailable` when the database was away. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof AppError || !isUnavailable(error)) return error
  return new AppError('service.unavailable', { retryAfterSeconds: retrySeconds, cause: error })
}
