import type { ErrorText } from '../../../ja/error-text'
import type { signature as ja } from '../../../ja/errors/authority/signature'

export const signature: Record<keyof typeof ja, ErrorText> = {
  'signature.token_invalid': {
    title: 'The access token is not valid',
    detail: 'There is no such access token.',
    nextStep: 'Sign in again.',
  },
  'signature.token_ended': {
    title: 'The access token has expired',
    detail: 'The sign-in has expired or was ended.',
    nextStep: 'Sign in again.',
  },
  'signature.credential_unknown': {
    title: 'No such certificate',
    detail: 'The certificate does not exist or belongs to somebody else.',
  },
  'signature.credential_disabled': {
    title: 'This certificate cannot sign',
    detail: 'The certificate is revoked, suspended or outside its validity.',
    nextStep: 'Ask the authority that issued the certificate.',
  },
  'signature.certificate_expired': {
    title: 'The certificate has expired',
    detail: 'A certificate cannot sign after the end of its validity.',
    nextStep: 'Renew the certificate.',
  },
  'signature.document_kind_unfit': {
    title: 'This qualification does not sign such documents',
    detail: 'A prescription needs the certificate of a physician or dentist, a dispensing record that of a pharmacist.',
  },
  'signature.algorithm_unfit': {
    title: 'The algorithm does not fit the key',
    detail: 'The key of this certificate cannot sign with that algorithm.',
  },
  'signature.budget_exceeded': {
    title: 'Too many signatures',
    detail: 'The number of signatures of one sign-in or of one day is used up.',
  },
  'signature.sad_invalid': {
    title: 'The authorisation to sign is not valid',
    detail: 'It does not exist, has been used, or belongs to somebody else.',
  },
  'signature.sad_expired': {
    title: 'The authorisation to sign has expired',
    detail: 'Too much time has passed since it was given.',
    nextStep: 'Sign again.',
  },
  'signature.hash_not_authorized': {
    title: 'The document was not authorised',
    detail: 'The authorisation does not cover this document, or was used for it already.',
  },
  'signature.repeat_differs': {
    title: 'Same key, different request',
    detail: 'The Idempotency-Key was used before for other documents.',
  },
  'signature.in_progress': {
    title: 'Signing is under way',
    detail: 'The same request is being worked on.',
    nextStep: 'Try again in a moment.',
  },
  'signature.keystore_refused': {
    title: 'The signing device is not available',
    detail: 'Nothing was signed.',
    nextStep: 'Try again in a moment. If it goes on, tell the department in charge.',
  },
  'signature.in_doubt': {
    title: 'The outcome of signing is unknown',
    detail: 'Nothing will be signed again under this authorisation, and no signature was returned.',
    nextStep: 'Ask for a new authorisation to sign.',
  },
  'signature.record_altered': {
    title: 'A record of signing does not fit',
    detail: 'Signing was stopped for safety.',
    nextStep: 'Tell the department in charge the request number.',
  },
}
