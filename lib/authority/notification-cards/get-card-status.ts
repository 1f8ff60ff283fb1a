import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { NotificationCardRoute } from '@/lib/vocabulary/notification-card-route'
import type { NotificationCardState } from '@/lib/vocabulary/states/notification-card-state'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { getCardByCode } from './get-card-by-code'
import { cardState, triesLeft } from './notification-card'
import { markCardOpened } from './notification-card.store'

export type NotificationCardStatus = {
  state: NotificationCardState
  route: NotificationCardRoute
  triesLeft: number
  expiresAt: Date
}

/**
 * What a caller with the card's code may know before a password is typed. Notes the first opening; nothing is used up.
 * @throws AppError `notification_card.unknown`.
 */
export async function getCardStatus(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { code: string },
  origin: RequestOrigin,
): Promise<NotificationCardStatus> {
  const card = await getCardByCode(context.db, input.code)
  await context.db.transaction(async (tx) => {
    if (!(await markCardOpened(tx, card.id))) return
    const event = { action: 'notification_card.open', outcome: 'success', actor: 'anonymous' } as const
    await recordEvent(tx, context.keyring, { ...event, subject: card.id, origin, details: { state: cardState(card) } })
  })
  const { route, expiresAt, triesUsed } = card
  return { state: cardState(card), route, triesLeft: triesLeft(triesUsed), expiresAt }
}
