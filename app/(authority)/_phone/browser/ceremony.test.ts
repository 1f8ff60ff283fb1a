import { expect, it } from 'vitest'
import { toFailure } from './ceremony'

it.each([
  { name: 'NotAllowedError', failure: 'cancelled' },
  { name: 'AbortError', failure: 'cancelled' },
  { name: 'InvalidStateError', failure: 'already_registered' },
  { name: 'NotSupportedError', failure: 'not_supported' },
  { name: 'ConstraintError', failure: 'not_supported' },
  { name: 'SecurityError', failure: 'not_supported' },
  { name: 'UnknownError', failure: 'failed' },
  { name: 'TypeError', failure: 'failed' },
])('P6 $name is told as $failure', ({ name, failure }) => {
  expect(toFailure(new DOMException('', name))).toBe(failure)
})

it('P6 something that is no error is told as a failure, not as a cancellation', () => {
  expect(toFailure('no')).toBe('failed')
})
