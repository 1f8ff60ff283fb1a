import type { ErrorText } from '../../../ja/error-text'
import type { deviceAuthorization as ja } from '../../../ja/errors/authority/device-authorization'

export const deviceAuthorization: Record<keyof typeof ja, ErrorText> = {
  'device_authorization.unknown': {
    title: 'Sign-in request not found',
    detail: 'It has ended, or it was not started by this facility.',
    nextStep: 'Start again from the EMR screen.',
  },
  'device_authorization.expired': {
    title: 'Time ran out',
    detail: 'It was not approved in time.',
    nextStep: 'Start again from the EMR screen.',
  },
  'device_authorization.denied': {
    title: 'Sign-in refused',
    detail: 'The sign-in was declined on the phone, or the number did not match.',
    nextStep: 'Make sure that the right person is signing in, then start again.',
  },
  'device_authorization.cancelled': {
    title: 'Sign-in cancelled',
    detail: 'It was cancelled on the phone or on the EMR screen.',
    nextStep: 'To go on, start from the EMR screen.',
  },
}
