import { randomBytes } from 'node:crypto'
import { assertDisplayTexts } from '@/lib/kernel/assert-display-texts'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import type { Holder } from '../holders/holder'
import { holderError } from '../holders/holder.errors'
import { insertHolder } from '../holders/holder.store'
import { recordEvent } from '../record-event'

const subjectOctets = 16
const userHandleOctets = 64

/**
 * Enters a person with a national qualification. Subject and user handle are random: neither can be derived from the person or from
 * the other (O3).
 * @throws AppError `holder.exists` when the qualification and registry number are already there, `request.text_not_displayable`
 */
export async function createHolder(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: Pick<Holder, 'nameKanji' | 'nameKana' | 'nameRomaji' | 'qualification' | 'registryNumber'> & {
    actor?: string
  },
  origin: RequestOrigin,
): Promise<Holder> {
  const { actor = 'system', ...person } = input
  const { nameKanji, nameKana, nameRomaji, registryNumber } = person
  assertDisplayTexts({ nameKanji, nameKana, nameRomaji, registryNumber })
  const holder = {
    ...person,
    id: newId('holder'),
    subject: randomBytes(subjectOctets).toString('base64url'),
    userHandle: new Uint8Array(randomBytes(userHandleOctets)),
  }
  await context.db.transaction(async (tx) => {
    if (!(await insertHolder(tx, holder))) throw holderError('holder.exists')
    const details = { qualification: holder.qualification }
    const event = { action: 'holder.create', outcome: 'success', actor, subject: holder.id, origin, details } as const
    await recordEvent(tx, context.keyring, event)
  })
  return { ...holder, disabledAt: null }
}
