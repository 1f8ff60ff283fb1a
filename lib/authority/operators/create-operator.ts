import { assertDisplayTexts } from '@/lib/kernel/assert-display-texts'
import { newId } from '@/lib/kernel/ids'
import { requestError } from '@/lib/kernel/request.errors'
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

/** What the sign-in can read: it takes up to 64 characters, and no spaces at the ends. */
const readableCode = /^\S(?:.{0,62}\S)?$/su

/**
 * Enters an operator of the authority's console. The code is never used again, also not after the operator is disabled.
 * @throws AppError `operator.code_taken`, `request.malformed` for a code that the sign-in cannot read, `request.text_not_displayable`
 */
export async function createOperator(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  { password, actor, ...operator }: CreateOperatorInput,
  origin: RequestOrigin,
): Promise<{ operatorId: string }> {
  const { operatorCode, displayName, roles } = operator
  assertDisplayTexts({ operatorCode, displayName })
  if (operatorCode.length > 64 || !readableCode.test(operatorCode)) throw unreadable()
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

function unreadable(): Error {
  return requestError('request.malformed', { invalidParams: [{ name: 'operatorCode', reason: 'length or spaces' }] })
}
