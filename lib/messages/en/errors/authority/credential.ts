import type { ErrorText } from '../../../ja/error-text'
import type { credential as ja } from '../../../ja/errors/authority/credential'

export const credential: Record<keyof typeof ja, ErrorText> = {
  'credential.unknown': {
    title: 'Certificate not found',
    detail: 'There is no such certificate.',
    nextStep: 'Check the number and try again.',
  },
  'credential.exists': {
    title: 'Certificate already issued',
    detail: 'This person has a certificate that is not revoked.',
    nextStep: 'Renew it for a new key.',
  },
  'credential.none': {
    title: 'No certificate to renew',
    detail: 'This person has no certificate that is not revoked.',
    nextStep: 'Issue a new one.',
  },
  'credential.in_progress': {
    title: 'Being issued',
    detail: 'A certificate for this person is being issued elsewhere.',
    nextStep: 'Wait a moment and try again.',
  },
  'credential.not_active': {
    title: 'Certificate not active',
    detail: 'The certificate is suspended or revoked.',
    nextStep: 'If it is suspended, resume or revoke it first.',
  },
  'credential.not_suspended': {
    title: 'Certificate not suspended',
    detail: 'Only a suspended certificate can be resumed.',
  },
  'credential.revoked': {
    title: 'Certificate already revoked',
    detail: 'A revoked certificate cannot be brought back.',
    nextStep: 'Issue a new one if needed.',
  },
  'credential.no_authority': {
    title: 'No issuing authority',
    detail: 'No certificate authority is configured to issue certificates.',
    nextStep: 'Contact the department in charge.',
  },
  'credential.keystore_refused': {
    title: 'Key store not available',
    detail: 'No certificate was issued.',
    nextStep: 'Wait a moment and try again. If it goes on, contact the department in charge.',
  },
}
