import { expect, test } from 'vitest'
import { idPrefixes, newId } from './ids'

test('of 10,000 ids no two are alike, and each is its prefix and 128 bits in base64url', () => {
  const ids = Array.from({ length: 10_000 }, () => newId('launch'))
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^lau_[\w-]{21}[AQgw]$/)
})

test('each prefix belongs to one kind of record', () => {
  const prefixes = Object.values(idPrefixes)
  expect(prefixes.filter((prefix, index) => prefixes.indexOf(prefix) !== index)).toEqual([])
  for (const prefix of prefixes) expect(prefix).toMatch(/^[a-z]{3}$/)
})
