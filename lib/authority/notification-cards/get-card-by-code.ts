import type { Database } from '@/lib/db/database'
import { fromBase64Url } from '@/lib/kernel/bytes'
import { hashToken } from '@/lib/keystore/token'
import type { NotificationCard } from './notification-card'
import { notificationCardError } from './notification-card.errors'
import { findCardByCode } from './notification-card.store'

const codeOctets = 16

/**
 * The card that a scanned code names, in whatever state.
 * @throws AppError `notification_card.unknown`, alike for a code that never existed and for what is no code at all.
 */
export async function getCardByCode(db: Pick<Database, 'sql'>, unverifiedCode: string): Promise<NotificationCard> {
  const isCode = fromBase64Url(unverifiedCode)?.length === codeOctets
  const card = isCode ? await findCardByCode(db, hashToken(unverifiedCode)) : null
  if (card === null) throw notificationCardError('notification_card.unknown')
  return card
}
