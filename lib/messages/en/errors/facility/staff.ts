import type { ErrorText } from '../../../ja/error-text'
import type { staff as ja } from '../../../ja/errors/facility/staff'

export const staff: Record<keyof typeof ja, ErrorText> = {
  'staff.unknown': {
    title: 'Staff member not found',
    detail: 'This staff member is not registered.',
    nextStep: 'Check the staff code.',
  },
  'staff.locked': {
    title: 'Suspended',
    detail: 'Sign-in is suspended for this staff member.',
    nextStep: 'Ask the office in charge.',
  },
  'staff.not_linked': {
    title: 'Not linked to a holder',
    detail: 'This staff member is not linked to the holder of an HPKI second certificate.',
    nextStep: 'Ask the office in charge to link them.',
  },
}
