import type { ErrorText } from '../../../ja/error-text'
import type { compat as ja } from '../../../ja/errors/facility/compat'

export const compat: Record<keyof typeof ja, ErrorText> = {
  'compat.off': {
    title: 'This way of connecting is off',
    detail: 'The drop-in endpoints are not switched on for this facility.',
    nextStep: 'Ask the department in charge.',
  },
  'compat.origin_refused': {
    title: 'This page may not do that',
    detail: 'The request came from a page (origin) that is not on the list.',
    nextStep: 'Ask the department in charge to register the origin of the EMR’s pages.',
  },
  'compat.not_authenticated': {
    title: 'A sign-in is needed',
    detail: 'The person named is not signed in.',
    nextStep: 'Sign in and try again.',
  },
  'compat.invalid_settings': {
    title: 'The settings of the drop-in endpoints are not valid',
    detail: 'The EMR client, the terminal or an origin is not this facility’s or not well formed.',
    nextStep: 'Check the settings.',
  },
}
