import type { ErrorText } from '../../../ja/error-text'
import type { frameSession as ja } from '../../../ja/errors/facility/frame-session'

export const frameSession: Record<keyof typeof ja, ErrorText> = {
  'frame_session.expired': {
    title: 'This screen has timed out',
    detail: 'It was ended for safety.',
    nextStep: 'Open the sign-in again from the EMR.',
  },
}
