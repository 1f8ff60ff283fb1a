import { getLiveSession } from '@/lib/console-accounts/get-live-session'
import { type FacilityConsoleRole, isFacilityConsoleRole } from '@/lib/vocabulary/console-role'
import type { FacilityContext } from '../facility-context'
import { facilityConsole } from './console-account.store'

export type LiveConsoleSession = {
  consoleSessionId: string
  staffKey: string
  facilityId: string
  facilityName: string
  displayName: string
  roles: readonly FacilityConsoleRole[]
}

/**
 * The staff member behind a console session; `watch` looks without counting as activity: for streams and their checks.
 * @throws AppError `console_session.expired` for one that has ended, was never there, or whose account may not be used now
 */
export async function getLiveConsoleSession(
  context: Pick<FacilityContext, 'db' | 'settings'>,
  consoleSessionId: string,
  mode: 'touch' | 'watch' = 'touch',
): Promise<LiveConsoleSession> {
  const session = await getLiveSession(context, facilityConsole, consoleSessionId, mode)
  return {
    consoleSessionId: session.consoleSessionId,
    staffKey: session.personId,
    facilityId: session.partition,
    facilityName: session.placeName,
    displayName: session.displayName,
    roles: session.roles.filter(isFacilityConsoleRole),
  }
}
