import type { Database } from '@/lib/db/database'
import { hashToken } from '@/lib/keystore/token'
import type { Registration } from './registration'
import { registrationError } from './registration.errors'
import { findRegistrationByTicket } from './registration.store'

/** What a caller shows for a registration: the cookie's ticket and, where the path names one, the id that must be the same. */
export type RegistrationTicket = { ticket: string | null; registrationId?: string }

/**
 * The registration of this browser; who has another registration's id or no cookie learns nothing (AT-18, AT-29).
 * @throws AppError `registration.unknown`, `registration.expired`.
 */
export async function getRegistration(
  db: Pick<Database, 'sql'>,
  { ticket, registrationId }: RegistrationTicket,
): Promise<Registration> {
  const registration = ticket === null ? null : await findRegistrationByTicket(db, hashToken(ticket))
  if (registration === null || (registrationId !== undefined && registrationId !== registration.id)) {
    throw registrationError('registration.unknown')
  }
  if (registration.secondsLeft <= 0) throw registrationError('registration.expired')
  return registration
}
