import type { ErrorText } from '../../../ja/error-text'
import type { claim as ja } from '../../../ja/errors/authority/claim'

export const claim: Record<keyof typeof ja, ErrorText> = {
  'claim.invalid': {
    title: 'This code cannot be used',
    detail: 'It is no longer valid, or it was not read correctly.',
    nextStep: 'Scan the code that is on the EMR screen now.',
  },
  'claim.taken': {
    title: 'Another phone has scanned this code',
    detail: 'Another phone was first to scan this code.',
    nextStep: 'If you did not expect this, cancel on the EMR screen and start with a new code.',
  },
  'claim.wrong_number': {
    title: 'Wrong number',
    detail: 'It did not match the EMR screen, so this sign-in was ended.',
    nextStep: 'Start over from the EMR screen.',
  },
  'claim.out_of_order': {
    title: 'Not possible at this step',
    detail: 'The steps of this sign-in came in a different order. The number can be given once only.',
    nextStep: 'Reload the page and go on from there.',
  },
  'claim.ended': {
    title: 'This sign-in has ended',
    detail: 'It was approved, refused, cancelled or timed out.',
    nextStep: 'To go on, start a new one from the EMR screen.',
  },
}
