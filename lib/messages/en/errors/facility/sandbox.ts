import type { ErrorText } from '../../../ja/error-text'
import type { sandbox as ja } from '../../../ja/errors/facility/sandbox'

export const sandbox: Record<keyof typeof ja, ErrorText> = {
  'sandbox.not_a_test_person': {
    title: 'Not a test person',
    detail: 'Only fictitious staff members that are registered for tests can be signed in by an API call.',
    nextStep: 'Send the staff code of a test person. All others sign in with their phone.',
  },
  'sandbox.unknown_request': {
    title: 'No record of this request',
    detail: 'This client has no record under this request id. Records are deleted after an hour.',
    nextStep: 'Send the id of a request that your own client made within the last hour.',
  },
  'sandbox.sign_in_not_finished': {
    title: 'The test sign-in did not finish',
    detail: 'The sign-in ended on its way (reason: {reason}).',
    nextStep: 'Make sure that no other sign-in was started at the same terminal, and try again.',
  },
}
