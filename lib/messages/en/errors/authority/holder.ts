import type { ErrorText } from '../../../ja/error-text'
import type { holder as ja } from '../../../ja/errors/authority/holder'

export const holder: Record<keyof typeof ja, ErrorText> = {
  'holder.unknown': {
    title: 'Holder not found',
    detail: 'The authority does not know this certificate holder.',
    nextStep: 'Ask the office in charge to check the link between staff member and holder.',
  },
  'holder.exists': {
    title: 'This holder is registered already',
    detail: 'A holder with the same qualification and registry number exists.',
  },
  'holder.disabled': {
    title: 'Suspended',
    detail: 'The HPKI second certificate of this holder cannot be used at present.',
    nextStep: 'Contact the certification authority that issued it.',
  },
}
