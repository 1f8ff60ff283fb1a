import type { ErrorText } from '../../../ja/error-text'
import type { notificationCard as ja } from '../../../ja/errors/authority/notification-card'

export const notificationCard: Record<keyof typeof ja, ErrorText> = {
  'notification_card.unknown': {
    title: 'Notification card not recognised',
    detail: 'There is no notification card for the code that was scanned.',
    nextStep: 'Scan the code on the notification card again.',
  },
  'notification_card.expired': {
    title: 'The notification card has expired',
    detail: 'A phone can no longer be registered with this card.',
    nextStep:
      'Apply to the certification authority that issued it for a new card. Until then, ask the office in charge at your facility how to sign.',
  },
  'notification_card.locked': {
    title: 'The notification card is locked',
    detail: 'The password was wrong too often, so this card cannot be used.',
    nextStep:
      'Apply to the certification authority that issued it for a new card. Until then, ask the office in charge at your facility how to sign.',
  },
  'notification_card.voided': {
    title: 'This notification card is no longer valid',
    detail: 'A newer card was issued, or this one was withdrawn.',
    nextStep: 'If you have received a newer card, scan the code on that one.',
  },
  'notification_card.consumed': {
    title: 'This notification card has been used',
    detail: 'A phone has already been registered with it.',
    nextStep: 'Use the registered phone. If that was not you, contact the certification authority at once.',
  },
  'notification_card.wrong_password': {
    title: 'Wrong password',
    detail: 'Tries left before the card locks: {tries}.',
    nextStep: 'Check the password on the sheet that came separately from the card.',
  },
}
