import type { Database } from '@/lib/db/database'
import { AppError } from '@/lib/kernel/app-error'
import type { Phone } from '../phones/phone'
import { findPhone } from '../phones/phone.store'
import type { Registration } from './registration'

/**
 * The phone that this registration bound, and no other of the holder (R11).
 * @throws AppError `phone.removed`, `registration.unknown` when none is bound.
 */
export async function getBoundPhone(db: Pick<Database, 'sql'>, { phoneId, holderId }: Registration): Promise<Phone> {
  const phone = phoneId === null ? null : await findPhone(db, holderId, phoneId)
  if (phone === null) throw new AppError('registration.unknown')
  if (phone.revokedAt !== null || phone.disabledAt !== null) throw new AppError('phone.removed')
  return phone
}
