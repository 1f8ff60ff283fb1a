import { expect, test } from 'vitest'
import { newId } from './ids'

test('of 10,000 ids no two are alike, and each is its prefix and 128 bits in base64url', () => {
  const ids = Array.from({ length: 10_000 }, () => newId('launch'))
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^lau_[\w-]{21}[AQgw]$/)
})
