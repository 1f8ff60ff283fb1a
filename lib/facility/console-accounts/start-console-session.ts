import { type StartedSession, startSession } from '@/lib/console-accounts/start-session'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { type FacilityContext, installationPartition } from '../facility-context'
import { facilityConsole, findAccount } from './console-account.store'

export type StartedConsoleSession = Omit<StartedSession, 'personId'> & { staffKey: string }

type Input = {
  facilityCode: string
  staffCode: string
  password: string
  /** What this browser kept from an earlier sign-in. */
  deviceCookie?: string | null
}

/**
 * Signs a staff member in to the console of a facility. A facility that does not exist has the chain of the installation.
 * @throws AppError `console_session.invalid_credentials`, `console_session.locked` with the seconds to wait
 */
export async function startConsoleSession(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'settings'>,
  { facilityCode, staffCode, password, deviceCookie = null }: Input,
  origin: RequestOrigin,
): Promise<StartedConsoleSession> {
  const { facilityId, account } = await findAccount(context.db, facilityCode, staffCode)
  const typedNames = [facilityCode, staffCode]
  const partition = facilityId ?? installationPartition
  const attempt = { typedNames, account, partition, password, deviceCookie }
  const { personId, ...started } = await startSession(context, facilityConsole, attempt, origin)
  return { ...started, staffKey: personId }
}
