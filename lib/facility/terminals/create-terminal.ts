import { appendAudit } from '@/lib/audit/audit.store'
import { assertDisplayTexts } from '@/lib/kernel/assert-display-texts'
import { type Id, newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { TokenMode } from '@/lib/vocabulary/token-mode'

import type { FacilityContext } from '../facility-context'
import { insertTerminal } from './terminal.store'

export type CreateTerminalInput = {
  facilityId: string
  /** What the EMR calls it. */
  terminalCode: string
  name: string
  place: string
  department: string
  hasReader?: boolean
  /** Overrides the facility's token mode. */
  tokenMode?: TokenMode
  actor: string
}

/**
 * Enters a screen of the hospital; sign-ins start only from registered ones.
 * @throws AppError `request.text_not_displayable`
 */
export async function createTerminal(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  input: CreateTerminalInput,
  origin: RequestOrigin,
): Promise<{ terminalKey: Id<'terminal'> }> {
  const { actor, hasReader = false, tokenMode = null, ...terminal } = input
  const { terminalCode, name, place, department } = terminal
  assertDisplayTexts({ terminalCode, name, place, department })
  const terminalKey = newId('terminal')
  await context.db.transaction(async (tx) => {
    await insertTerminal(tx, { ...terminal, id: terminalKey, hasReader, tokenMode })
    await appendAudit(tx, 'facility', context.keyring, {
      partition: input.facilityId,
      action: 'terminal.create',
      outcome: 'success',
      actor,
      subject: terminalKey,
      origin,
      details: { terminal_code: input.terminalCode, place: input.place, token_mode: tokenMode },
    })
  })
  return { terminalKey }
}
