/**
 * Unit tests that try many thousands of inputs and take more than a third of the time of all of them. `npm test` runs
 * them; `npm run check` leaves them out and says so.
 */
export const EXHAUSTIVE_TESTS = [
  'lib/pki/issuing/issue-crl.test.ts',
  'lib/pki/path/mutation.test.ts',
  'lib/pki/path/random-chains.test.ts',
  'lib/pki/timestamp/timestamp-mutation.test.ts',
  'lib/webauthn/mutation.test.ts',
  'lib/xades/verify/every-octet.test.ts',
  'lib/xades/verify/mutations.test.ts',
]
