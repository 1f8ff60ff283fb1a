import type { ErrorText } from '../../../ja/error-text'
import type { signing as ja } from '../../../ja/errors/facility/signing'

export const signing: Record<keyof typeof ja, ErrorText> = {
  'signing.authentication_required': {
    title: 'A sign-in is needed',
    detail: 'This staff member is not signed in at this terminal.',
    nextStep: 'Sign in and send the same request again.',
  },
  'signing.in_progress': {
    title: 'The same request is being worked on',
    detail: 'A request with this Idempotency-Key is being worked on. Nothing is signed twice.',
    nextStep: 'Send the same request again in about {time}.',
  },
  'signing.key_reused': {
    title: 'The Idempotency-Key belongs to another request',
    detail: 'A request with other content was made under this Idempotency-Key.',
    nextStep: 'Give each new prescription a new Idempotency-Key.',
  },
  'signing.refused': {
    title: 'The authority did not sign',
    detail: 'The authority refused, for this reason: {reason}',
    nextStep:
      'Ask the department in charge to check the certificate and the limit of signatures. If it is urgent, issue it on paper.',
  },
  'signing.not_set_up': {
    title: 'Signing is not set up',
    detail:
      'The certificates that signatures are verified by (trust anchors) are not configured, so nothing was signed.',
    nextStep: 'Tell the department in charge. If it is urgent, issue it on paper.',
  },
  'signing.no_credential': {
    title: 'There is no certificate to sign with',
    detail: 'This staff member has no HPKI second certificate that can sign now.',
    nextStep: 'Ask the department in charge whether it was issued and when it ends.',
  },
  'signing.credential_unfit': {
    title: 'This certificate may not sign it',
    detail: 'Its role (doctor, dentist, pharmacist) or kind does not fit this document. Nothing was signed.',
    nextStep: 'Prescriptions are signed by doctors and dentists, dispensing results by pharmacists.',
  },
  'signing.signer_changed': {
    title: 'The certificate names somebody else than before',
    detail:
      'Its name differs from the one this staff member has signed with until now, or it is the name of another staff member; or the staff member’s link was changed meanwhile. To be safe, no signed document was handed out.',
    nextStep:
      'Ask the department in charge to check in whose name the certificate is. If it is urgent, issue it on paper.',
  },
  'signing.in_doubt': {
    title: 'The outcome of the signature is unknown',
    detail: 'Something failed while it was signed, and the outcome cannot be known. No signed document was handed out.',
    nextStep: 'Send it again with a new Idempotency-Key.',
  },
  'signing.document_wiped': {
    title: 'The signed document is kept no longer',
    detail: 'This request was signed, but its document was erased when its time had passed.',
    nextStep: 'Use the document that the EMR has kept. If it kept none, have it signed with a new Idempotency-Key.',
  },
  'signing.verification_failed': {
    title: 'The signed document did not pass verification',
    detail: 'The document that was signed did not pass our own verification and was not handed out.',
    nextStep: 'Tell the department in charge the request number. If it is urgent, issue it on paper.',
  },
}
