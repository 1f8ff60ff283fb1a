import { AppError } from '@/lib/kernel/app-error'
import { serviceError } from '@/lib/kernel/service.errors'

const retrySeconds = 5

/**
 * SQLSTATE classes that mean "not now", not "the statement is wrong" (PostgreSQL, Appendix A): 08 connection, 28 and 3D the server does
 * not let us in, 40 rolled back for another transaction, 53 out of disk, memory or connections, 57 stopped by its operator or by
 * statement_timeout, 58 input or output failed.
 */
const awayClasses = ['08', '28', '3D', '40', '53', '57', '58']

const readOnlyServer = '25006'

/** Codes of other classes, Prisma codes and socket errors that mean the same. */
const awayCodes = new Set([
  readOnlyServer,
  // Out of its limits: lock_timeout; idle in transaction; transaction_timeout.
  '55P03',
  '25P03',
  '25P04',
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'ECONNABORTED',
  // This machine has no file, port or buffer left for a connection.
  'EMFILE',
  'ENFILE',
  'EADDRNOTAVAIL',
  'ENOBUFS',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
])
const awayKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'AuthenticationFailed',
  'DatabaseAccessDenied',
  'DatabaseDoesNotExist',
  'TransactionWriteConflict',
  'TlsConnectionError',
])
/** The `pg` driver's own failures have no code. */
const awayMessage = /connection terminated|timeout exceeded when trying to connect|query read timeout/i

/** Whether the failure is ours (database away, full or read-only) and therefore never the caller's try (AT-25). */
export function isUnavailable(error: unknown): boolean {
  return someCause(error, ({ code, originalCode, kind, message }) => {
    if ([code, originalCode].some((each) => typeof each === 'string' && isAwayCode(each))) return true
    if (typeof kind === 'string' && awayKinds.has(kind)) return true
    return typeof message === 'string' && awayMessage.test(message)
  })
}

/** Whether the server that answered may not write: a standby, or a node that was demoted while we were connected. */
export function isReadOnlyServer(error: unknown): boolean {
  return someCause(error, ({ code, originalCode }) => code === readOnlyServer || originalCode === readOnlyServer)
}

/** SQLSTATE of text that no column can hold: U+0000 is the one character of JSON and of a path that PostgreSQL has not. */
const unstorableCodes = new Set(['22021', '22P05'])

/** Whether a statement failed because a caller's text cannot be stored or compared: then the request was malformed. */
export function isUnstorableText(error: unknown): boolean {
  return someCause(error, ({ code, originalCode }) =>
    [code, originalCode].some((each) => typeof each === 'string' && unstorableCodes.has(each)),
  )
}

/** The same error, or `service.unavailable` when the database was away. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof AppError || !isUnavailable(error)) return error
  return serviceError('service.unavailable', { retryAfterSeconds: retrySeconds, cause: error })
}

/** An SQLSTATE has five characters; Prisma's codes begin with P and names of sockets' failures with E. */
function isAwayCode(code: string): boolean {
  return awayCodes.has(code) || (/^[0-9A-Z]{5}$/.test(code) && awayClasses.includes(code.slice(0, 2)))
}

type Facts = { code?: unknown; originalCode?: unknown; kind?: unknown; message?: unknown }

/** Prisma keeps the driver's failure several levels down. */
function someCause(error: unknown, holds: (facts: Facts) => boolean, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false
  const { cause, meta, driverAdapterError, ...facts } = error as Facts & Record<string, unknown>
  const { message } = error as Facts
  if (holds({ ...facts, message })) return true
  return [cause, meta, driverAdapterError].some((inner) => someCause(inner, holds, depth + 1))
}
