import { expect, test } from 'vitest'
import { outcomeOf, unansweredCodes } from './refusal-codes'

const table = { ...unansweredCodes, 'claim.taken': true, 'claim.ended': false } as const

test.each([
  ['a listed code', 'network.failed', true],
  ['a code that is listed as false', 'claim.ended', false],
  ['a code that is not listed', 'claim.invalid', 'otherwise'],
  ['a code of a newer server', 'claim.unheard_of', 'otherwise'],
  ['a word of a listed code', 'claim', 'otherwise'],
  ['a property of every object', 'toString', 'otherwise'],
])('%s: %s is %s', (_, code, outcome) => {
  expect(outcomeOf<boolean | 'otherwise'>(code, table, 'otherwise')).toBe(outcome)
})
