import type { NotificationCardRoute } from '@/lib/vocabulary/notification-card-route'
import type { NotificationCardState } from '@/lib/vocabulary/states/notification-card-state'
import { notificationCardError } from './notification-card.errors'

/** Wrong passwords a card takes in its whole life; the fifth locks it. */
export const maxPasswordTries = 5

export type NotificationCard = {
  id: string
  holderId: string
  route: NotificationCardRoute
  /** Argon2id, PHC string. */
  passwordHash: string
  triesUsed: number
  expiresAt: Date
  /** By the database's clock. */
  isExpired: boolean
  isHolderDisabled: boolean
  lockedAt: Date | null
  voidedAt: Date | null
  consumedAt: Date | null
}

/**
 * What the card can still do. The end that nothing can undo is reported first. A card of a disabled holder is reported as
 * voided; one whose tries are used up is locked, whatever its other columns contain.
 */
export function cardState(
  card: Pick<NotificationCard, 'triesUsed' | 'isExpired' | 'isHolderDisabled' | 'lockedAt' | 'voidedAt' | 'consumedAt'>,
): NotificationCardState {
  if (card.consumedAt !== null) return 'consumed'
  if (card.voidedAt !== null || card.isHolderDisabled) return 'voided'
  if (card.lockedAt !== null || card.triesUsed >= maxPasswordTries) return 'locked'
  return card.isExpired ? 'expired' : 'open'
}

/** @throws AppError `notification_card.expired | locked | voided | consumed`; only sent to a caller that has the card's code. */
export function assertOpen(card: Parameters<typeof cardState>[0]): void {
  const state = cardState(card)
  if (state !== 'open') throw notificationCardError(`notification_card.${state}`)
}

/** Wrong passwords that are left before the card locks. */
export function triesLeft(triesUsed: number): number {
  return Math.max(0, maxPasswordTries - triesUsed)
}
