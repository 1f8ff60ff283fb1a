import { type StartedSession, startSession } from '@/lib/console-accounts/start-session'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { type AuthorityContext, authorityPartition } from '../authority-context'
import { findAccount, operatorConsole } from './operator.store'

export type StartedOperatorSession = Omit<StartedSession, 'personId'> & { operatorId: string }

type Input = {
  operatorCode: string
  password: string
  /** What this browser kept from an earlier sign-in. */
  deviceCookie?: string | null
}

/**
 * Signs an operator in to the authority's console.
 * @throws AppError `console_session.invalid_credentials`, `console_session.locked` with the seconds to wait
 */
export async function startOperatorSession(
  context: Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>,
  { operatorCode, password, deviceCookie = null }: Input,
  origin: RequestOrigin,
): Promise<StartedOperatorSession> {
  const account = await findAccount(context.db, operatorCode)
  const attempt = { typedNames: [operatorCode], account, partition: authorityPartition, password, deviceCookie }
  const { personId, ...started } = await startSession(context, operatorConsole, attempt, origin)
  return { ...started, operatorId: personId }
}
