import { assertDisplayTexts } from '@/lib/kernel/display-text'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashPassword } from '@/lib/keystore/password'
import type { AuthorityConsoleRole } from '@/lib/vocabulary/console-role'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { operatorError } from './operator.errors'
import { insertIfFree } from './operator.store'

export type CreateOperatorInput = {
  operatorCode: string
  displayName: string
  password: string
  roles: readonly AuthorityConsoleRole[]
  actor: string
}

/**
 * Enters an operator of the authority's console. The code is never used again, also not after the operator is disabled.
 * @throws AppError `operator.code_taken`, `request.text_not_displayable`
 */
export async function createOperator(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  { password, actor, ...operator }: CreateOperatorInput,
  origin: RequestOrigin,
): Promise<{ operatorId: string }> {
  const { operatorCode, displayName, roles } = operator
  assertDisplayTexts({ operatorCode, displayName })
  const operatorId = newId('operator')
  const passwordHash = await hashPassword(password)
  await context.db.transaction(async (tx) => {
    if (!(await insertIfFree(tx, { ...operator, id: operatorId, passwordHash })))
      throw operatorError('operator.code_taken')
    const event = { action: 'operator.create', outcome: 'success', actor, subject: operatorId, origin } as const
    await recordEvent(tx, context.keyring, { ...event, details: { operator_code: operatorCode, roles: [...roles] } })
  })
  return { operatorId }
}
