import type { ErrorText } from '../../ja/error-text'
import type { consoleSession as ja } from '../../ja/errors/console-session'

export const consoleSession: Record<keyof typeof ja, ErrorText> = {
  'console_session.invalid_credentials': {
    title: 'Sign-in failed',
    detail:
      'The facility code, the staff code or the password is wrong, or you are not registered as an administrator.',
    nextStep: 'Check them and try again.',
  },
  'console_session.locked': {
    title: 'Sign-in is paused',
    detail: 'There were too many failed sign-ins, so it is paused for this device.',
    nextStep: 'Try again in {time}. From a device on which you signed in before, you can sign in now.',
  },
  'console_session.expired': {
    title: 'You were signed out',
    detail: 'You were signed out for safety after a period of time.',
    nextStep: 'Sign in again.',
  },
}
