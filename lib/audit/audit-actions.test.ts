import { expect, test } from 'vitest'
import { auditActions } from './audit-actions'

test('L1 the list of audited actions names each once, as <subject>.<verb>', () => {
  expect(new Set(auditActions).size).toBe(auditActions.length)
  for (const action of auditActions) expect(action).toMatch(/^[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*$/)
})
