import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { notificationCardError } from './notification-card.errors'
import { findCard, voidCard } from './notification-card.store'

/**
 * Takes a card back; a registration under way with it can no longer bind a phone.
 * @throws AppError `notification_card.unknown | consumed | voided`.
 */
export async function voidNotificationCard(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { cardId: string; reason: string; actor?: string },
  origin: RequestOrigin,
): Promise<void> {
  const { cardId, reason, actor = 'system' } = input
  await context.db.transaction(async (tx) => {
    if (!(await voidCard(tx, cardId, reason))) {
      const card = await findCard(tx, cardId)
      if (card === null) throw notificationCardError('notification_card.unknown')
      throw notificationCardError(card.consumedAt === null ? 'notification_card.voided' : 'notification_card.consumed')
    }
    const event = { action: 'notification_card.void', outcome: 'success', actor, subject: cardId, origin } as const
    await recordEvent(tx, context.keyring, { ...event, details: { reason } })
  })
}
