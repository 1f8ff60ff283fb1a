import type { ErrorText } from '../../../ja/error-text'
import type { launch as ja } from '../../../ja/errors/facility/launch'

export const launch: Record<keyof typeof ja, ErrorText> = {
  'launch.invalid': {
    title: 'Please open this screen again',
    detail: 'The launch ticket has been used or is older than 60 seconds.',
    nextStep: 'Open the sign-in again from the EMR.',
  },
  'launch.origin_mismatch': {
    title: 'Not available on this page',
    detail: 'It is embedded in a page that is not registered.',
    nextStep: 'Ask the EMR’s administrator to check the registered origin.',
  },
}
