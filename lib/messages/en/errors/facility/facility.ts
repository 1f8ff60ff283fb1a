import type { ErrorText } from '../../../ja/error-text'
import type { facility as ja } from '../../../ja/errors/facility/facility'

export const facility: Record<keyof typeof ja, ErrorText> = {
  'facility.unknown': {
    title: 'Facility not found',
    detail: 'This facility is not registered.',
  },
  'facility.disabled': {
    title: 'Not available at this facility',
    detail: 'The facility has been suspended.',
    nextStep: 'Ask the office in charge at the facility.',
  },
}
