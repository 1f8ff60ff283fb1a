import { normalizeCardPassword } from '@/lib/kernel/card-password-form'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashPassword } from '@/lib/keystore/password'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { NotificationCardRoute } from '@/lib/vocabulary/notification-card-route'
import type { AuthorityContext } from '../authority-context'
import { holderError } from '../holders/holder.errors'
import { lockLiveHolder } from '../holders/holder.store'
import { recordEvent } from '../record-event'
import { newCardPassword } from './card-password'

import { insertCard, voidCardsOfHolder } from './notification-card.store'

export type IssuedNotificationCard = {
  cardId: string
  /** 128 bits in base64url; printed as a QR of `url`. */
  code: string
  url: string
  /** As printed on a slip apart from the card. Code and password are returned once, here. */
  password: string
  expiresAt: Date
}

/**
 * Issues the holder's notification card. A holder has one card at a time: an older one, locked and expired ones too, is voided in
 * the same transaction. Without `expiresAt` the card lives three months.
 * @throws AppError `holder.disabled` (unknown holders too).
 */
export async function issueNotificationCard(
  context: Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>,
  input: { holderId: string; route: NotificationCardRoute; expiresAt?: Date; actor?: string },
  origin: RequestOrigin,
): Promise<IssuedNotificationCard> {
  const { db, keyring, settings } = context
  const { holderId, route, actor = 'system' } = input
  const code = newToken(16)
  const password = newCardPassword()
  const passwordHash = await hashPassword(normalizeCardPassword(password))
  const cardId = newId('notificationCard')
  const expiresAt = await db.transaction(async (tx) => {
    const holder = await lockLiveHolder(tx, holderId)
    if (holder === null) throw holderError('holder.disabled')
    const voided = await voidCardsOfHolder(tx, holderId, 'reissued')
    const card = { id: cardId, holderId, route, codeHash: hashToken(code), passwordHash }
    const end = await insertCard(tx, { ...card, expiresAt: input.expiresAt ?? null })
    for (const subject of voided) {
      const details = { reason: 'reissued', replaced_by: cardId }
      await recordEvent(tx, keyring, {
        action: 'notification_card.void',
        outcome: 'success',
        actor,
        subject,
        origin,
        details,
      })
    }
    const details = { holder_id: holderId, route, expires_at: end.toISOString() }
    await recordEvent(tx, keyring, {
      action: 'notification_card.issue',
      outcome: 'success',
      actor,
      subject: cardId,
      origin,
      details,
    })
    return end
  })
  return { cardId, code, url: `${settings.authorityUrl}/register#${code}`, password, expiresAt }
}
