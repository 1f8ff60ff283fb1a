import type { AuthorityContext } from '../authority-context'
import { holderError } from '../holders/holder.errors'
import { getLiveHolder } from '../holders/holder.store'
import { findPhone } from '../phones/phone.store'
import { getRegistration } from './get-registration'
import type { RegistrationView } from './registration'
import { registrationView } from './registration-view'

/**
 * The step of this browser's registration, after a reload. A read: it makes no challenge, so its `options` are null and the page
 * asks for new ones before the next ceremony (Q3).
 * @throws AppError `registration.unknown | expired`, `holder.disabled`.
 */
export async function resumeRegistration(
  context: Pick<AuthorityContext, 'db' | 'settings'>,
  input: { ticket: string | null },
): Promise<RegistrationView> {
  const { db } = context
  const registration = await getRegistration(db, input)
  const holder = await getLiveHolder(db, registration.holderId)
  if (holder === null) throw holderError('holder.disabled')
  const { phoneId } = registration
  const phone = phoneId === null ? null : await findPhone(db, holder.id, phoneId)
  return registrationView(context.settings, { registration, holder, phone })
}
