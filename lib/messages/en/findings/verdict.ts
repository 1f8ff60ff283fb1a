import type { verdict as ja } from '../../ja/findings/verdict'

export const verdict: typeof ja = {
  results: {
    VALID: {
      title: 'The signature is valid',
      detail:
        'The signer’s certificate was valid at the time for which it was judged, and what was signed is unchanged.',
      nextStep:
        'Use only what was signed (signed_content). A signature does not say whether the prescription was cancelled or already dispensed: check that with the national e-prescription service.',
    },
    INVALID: {
      title: 'The signature is not valid',
      detail:
        'Signature, certificate or document are wrong. It is not a correctly signed prescription or dispensing result.',
      nextStep: 'Do not dispense from this document. Do what each finding says.',
    },
    INDETERMINATE: {
      title: 'It is not certain whether the signature is valid',
      detail:
        'Something that is needed to judge it is missing, or its form is not supported. Do not treat it as a valid one.',
      nextStep: 'Do not dispense from this document until it is found valid. Do what each finding says.',
    },
  },
  nextSteps: {
    contact_issuer:
      'Do not dispense from this document. Keep it, and reach its issuer (the hospital or clinic of a prescription, the pharmacy of a dispensing result) another way, such as by telephone, to check the content and have it issued again.',
    fetch_again:
      'Do not dispense from this document. Fetch it once more from the national e-prescription service and verify it again. If the result is the same, ask its issuer (the hospital or clinic of a prescription, the pharmacy of a dispensing result) to issue it again.',
    ask_for_new_signature:
      'Do not dispense from this document. Ask its issuer (the hospital or clinic of a prescription, the pharmacy of a dispensing result) to check the signer’s certificate and to sign again with a valid one.',
    verify_later:
      'Do not dispense from this document until it is found valid. Verify it again later. If it goes on, tell the department in charge of signature verification. If it is urgent, ask the issuer about another prescription, for example on paper.',
    ask_department:
      'Do not dispense from this document until it is found valid. Give the document and this code to the department in charge of signature verification. If it is urgent, ask the issuer about another prescription, for example on paper.',
    check_selection:
      'Do not dispense from this document. Check whether the right document was chosen, and verify that one. If it was, tell the department in charge of signature verification.',
  },
}
