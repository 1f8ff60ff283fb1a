import type { ErrorText } from '../../../ja/error-text'
import type { signIn as ja } from '../../../ja/errors/facility/sign-in'

export const signIn: Record<keyof typeof ja, ErrorText> = {
  'sign_in.unknown': {
    title: 'Sign-in not found',
    detail: 'It has ended, or it was started on another screen.',
    nextStep: 'Start again.',
  },
  'sign_in.method_not_available': {
    title: 'This method is not available',
    detail: 'It cannot be used by this staff member or at this terminal.',
    nextStep: 'Choose another method.',
  },
  'sign_in.not_registered': {
    title: 'Not registered yet',
    detail: 'This staff member is not linked to an HPKI second certificate.',
    nextStep:
      'Ask the office in charge. If it is urgent, you can issue a paper prescription with an access code (引換番号).',
  },
  'sign_in.no_phone': {
    title: 'No phone is registered',
    detail: 'The authority knows no phone that this person can sign in with.',
    nextStep:
      'Register a phone with the notification card. If it is urgent, issue a paper prescription with an access code (引換番号).',
  },
  'sign_in.failed': {
    title: 'Sign-in failed',
    detail: 'The sign-in could not be completed. The prescription is still there.',
    nextStep: 'Try again or choose another method.',
  },
  'sign_in.expired': {
    title: 'Time ran out',
    detail: 'The sign-in was not completed in time. The prescription is still there.',
    nextStep: 'Start again.',
  },
}
