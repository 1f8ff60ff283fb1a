import type { Database } from '@/lib/db/database'
import type { Phone } from '../phones/phone'
import { phoneError } from '../phones/phone.errors'
import { findPhone } from '../phones/phone.store'
import type { Registration } from './registration'
import { registrationError } from './registration.errors'

/**
 * The phone that this registration bound, and no other of the holder (R11).
 * @throws AppError `phone.removed`, `registration.unknown` when none is bound.
 */
export async function getBoundPhone(db: Pick<Database, 'sql'>, { phoneId, holderId }: Registration): Promise<Phone> {
  const phone = phoneId === null ? null : await findPhone(db, holderId, phoneId)
  if (phone === null) throw registrationError('registration.unknown')
  if (phone.revokedAt !== null || phone.disabledAt !== null) throw phoneError('phone.removed')
  return phone
}
