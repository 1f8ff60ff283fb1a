import type { ErrorText } from '../../../ja/error-text'
import type { registration as ja } from '../../../ja/errors/authority/registration'

export const registration: Record<keyof typeof ja, ErrorText> = {
  'registration.unknown': {
    title: 'Registration not found',
    detail: 'It has ended, or it was started in another browser.',
    nextStep: 'Scan the code on the notification card again.',
  },
  'registration.expired': {
    title: 'Registration timed out',
    detail: 'The notification card is still valid.',
    nextStep: 'Scan the code on the notification card and start again.',
  },
  'registration.done': {
    title: 'Registration is complete',
    detail: 'The phone has been registered.',
    nextStep: 'You can use it for the daily sign-in.',
  },
}
