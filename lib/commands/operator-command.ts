import type { AuthorityContext } from '@/lib/authority/authority-context'
import { createOperator } from '@/lib/authority/operators/create-operator'
import { disableOperator } from '@/lib/authority/operators/disable-operator'
import { listOperators } from '@/lib/authority/operators/list-operators'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { newPassword } from '@/lib/keystore/new-password'
import { authorityConsoleRoles, isAuthorityConsoleRole } from '@/lib/vocabulary/console-role'
import type { CommandResult } from './credential-command'

const origin: RequestOrigin = { requestId: 'req_command', address: null, userAgent: null }

const usage = [
  'npm run operators -- create <operator code> <name> <role> [<role> …]',
  'npm run operators -- list',
  'npm run operators -- disable <operator code>',
  `roles: ${authorityConsoleRoles.join(', ')}`,
]

type Context = Pick<AuthorityContext, 'db' | 'keyring'>

/** One command over the accounts of the authority's console; the first operator is made by it. @throws AppError as the use cases do */
export async function runOperatorCommand(
  context: Context,
  [name, operatorCode, ...others]: readonly string[],
): Promise<CommandResult> {
  if (name === 'list' && operatorCode === undefined) return { lines: await list(context), exitCode: 0 }
  if (name === 'disable' && operatorCode !== undefined && others.length === 0) {
    await disableOperator(context, { operatorCode, actor: 'system' }, origin)
    return { lines: [`${operatorCode}  disabled, sessions ended`], exitCode: 0 }
  }
  const [displayName, ...roles] = others
  const isComplete = operatorCode !== undefined && displayName !== undefined && roles.length > 0
  if (name !== 'create' || !isComplete || !roles.every(isAuthorityConsoleRole)) return { lines: usage, exitCode: 2 }
  const password = newPassword()
  await createOperator(context, { operatorCode, displayName, roles, password, actor: 'system' }, origin)
  return { lines: [`${operatorCode}  ${roles.join(', ')}`, `password, shown once: ${password}`], exitCode: 0 }
}

async function list(context: Context): Promise<string[]> {
  const lines: string[] = []
  let after: string | null = null
  do {
    const filter = { state: null, role: null, text: '' }
    const page = await listOperators(context, { filter, after, limit: 200 })
    for (const { operatorCode, displayName, roles, disabledAt } of page.rows) {
      const state = disabledAt === null ? [] : [`disabled ${disabledAt.toISOString().slice(0, 10)}`]
      lines.push([operatorCode, displayName, roles.join(', '), ...state].join('  '))
    }
    after = page.next
  } while (after !== null)
  return lines.length === 0 ? ['none'] : lines
}
