import type { ErrorText } from '../../../ja/error-text'
import type { document as ja } from '../../../ja/errors/facility/document'

export const document: Record<keyof typeof ja, ErrorText> = {
  'prescription.invalid': {
    title: 'The prescription is not valid',
    detail: 'Its data (CSV) cannot be signed as they are. Nothing was signed.',
    nextStep: 'Correct the lines and fields that are named and send it again.',
  },
  'dispensing.invalid': {
    title: 'The dispensing result is not valid',
    detail: 'Its data (CSV) or the signed prescription cannot be signed as they are. Nothing was signed.',
    nextStep: 'Correct the lines and fields that are named and send it again.',
  },
}
