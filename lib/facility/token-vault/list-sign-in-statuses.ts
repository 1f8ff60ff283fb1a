import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { SignInStatus } from '@/lib/wire/emr'
import type { FacilityContext } from '../facility-context'
import { terminalError } from '../terminals/terminal.errors'
import { checkDueTokens } from './check-due-tokens'
import { hasTerminal, listStatuses, readClock } from './sign-in-status.store'
import { toSignInStatus } from './status-row'

/** A change is visible at most this long after the moment that its row carries: the longest transaction. */
const overlapMs = 15_000

/**
 * The statuses of a facility's staff who sign, all of them or those that may have changed since a cursor. A status can come twice, never
 * be missed. `cursor` is opaque to callers.
 * @throws AppError `request.malformed` for a foreign cursor, `terminal.unknown`
 */
export async function listSignInStatuses(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  asked: { facilityId: string; terminalCode: string | null; cursor: string | null },
  origin: RequestOrigin,
): Promise<{ statuses: SignInStatus[]; serverTime: Date; cursor: string }> {
  const { facilityId, terminalCode } = asked
  const since = asked.cursor === null ? null : parseCursor(asked.cursor)
  if (terminalCode !== null && !(await hasTerminal(context.db, facilityId, terminalCode))) {
    throw terminalError('terminal.unknown')
  }
  const serverTime = await readClock(context.db)
  const rows = await listStatuses(context.db, { facilityId, terminalCode, ...(since === null ? {} : { since }) })
  checkDueTokens(context, facilityId, origin)
  return { statuses: rows.map(toSignInStatus), serverTime, cursor: toCursor(serverTime) }
}

function toCursor(serverTime: Date): string {
  return `t${(serverTime.getTime() - overlapMs).toString(36)}`
}

function parseCursor(cursor: string): Date {
  const ms = /^t[0-9a-z]{6,10}$/.test(cursor) ? Number.parseInt(cursor.slice(1), 36) : Number.NaN
  if (!Number.isSafeInteger(ms) || ms > 8.64e15) {
    throw requestError('request.malformed', { invalidParams: [{ name: 'since', reason: 'invalid_cursor' }] })
  }
  return new Date(ms)
}
