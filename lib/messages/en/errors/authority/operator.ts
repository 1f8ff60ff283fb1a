import type { ErrorText } from '../../../ja/error-text'
import type { operator as ja } from '../../../ja/errors/authority/operator'

export const operator: Record<keyof typeof ja, ErrorText> = {
  'operator.unknown': {
    title: 'Operator not found',
    detail: 'This operator is not registered, or is disabled already.',
    nextStep: 'Check the operator code.',
  },
  'operator.code_taken': {
    title: 'Operator code is taken',
    detail: 'An operator with this code exists. Codes of disabled operators cannot be used again either.',
    nextStep: 'Choose another operator code.',
  },
}
