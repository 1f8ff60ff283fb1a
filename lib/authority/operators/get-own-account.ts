import { toShownText } from '@/lib/kernel/display-text'
import type { AuthorityContext } from '../authority-context'
import { operatorError } from './operator.errors'
import { findOwnAccount, type OwnAccount } from './operator-list.store'

const shownSessions = 20

/**
 * What an operator sees of the own account: who it is, and from when its newest sessions are.
 * @throws AppError `operator.unknown`
 */
export async function getOwnAccount(
  { db }: Pick<AuthorityContext, 'db'>,
  session: { operatorId: string; consoleSessionId: string },
): Promise<OwnAccount> {
  const account = await findOwnAccount(db, { ...session, limit: shownSessions })
  if (account === null) throw operatorError('operator.unknown')
  return { ...account, displayName: toShownText(account.displayName) }
}
