import { fill } from '@/lib/messages/fill'
import type { Messages } from '@/lib/messages/messages-for'
import type { AuthorityConsoleRole } from '@/lib/vocabulary/console-role'

/** The roles of an operator in one line. */
export function roleText(
  roles: readonly AuthorityConsoleRole[],
  texts: Pick<Messages['authorityConsole'], 'roles' | 'roleList'>,
): string {
  const names = roles.map((role) => texts.roles[role])
  return names.reduce((list, role) => (list === '' ? role : fill(texts.roleList, { list, role })), '')
}
