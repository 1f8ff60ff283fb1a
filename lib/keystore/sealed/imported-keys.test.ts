import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { SigningKey } from '../signing-keystore'
import { createImportedKeys } from './imported-keys'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const keyOf = (number: number): SigningKey => ({
  algorithm: 'rsa-2048',
  publicKey: new Uint8Array([number >> 8, number & 255]),
  wrapped: { keystore: 'sealed', wrappingKeyId: 'k', mechanism: 'm', wrapped: new Uint8Array([number & 255]) },
})

test('a key is found for its seconds from the import, however often it is used', () => {
  let time = 0
  const keys = createImportedKeys(5, () => time)
  keys.keep(keyOf(1), privateKey)
  for (time = 0; time < 5_000; time += 999) expect(keys.find(keyOf(1))).toBe(privateKey)
  time = 5_000
  expect(keys.find(keyOf(1))).toBeNull()
  keys.clear()
})

test('another blob, public key or wrapping key finds nothing', () => {
  const keys = createImportedKeys(5)
  keys.keep(keyOf(1), privateKey)
  const key = keyOf(1)
  expect(keys.find({ ...key, publicKey: new Uint8Array([9, 1]) })).toBeNull()
  expect(keys.find({ ...key, wrapped: { ...key.wrapped, wrapped: new Uint8Array([2]) } })).toBeNull()
  expect(keys.find({ ...key, wrapped: { ...key.wrapped, wrappingKeyId: 'l' } })).toBeNull()
  expect(keys.find(key)).toBe(privateKey)
  keys.clear()
  expect(keys.find(key)).toBeNull()
})

test('there are never more than 256, the oldest goes first; with 0 seconds there is none', () => {
  const keys = createImportedKeys(60)
  for (let number = 0; number < 300; number += 1) keys.keep(keyOf(number), privateKey)
  const found = Array.from({ length: 300 }, (_, number) => keys.find(keyOf(number)) !== null)
  expect(found.filter(Boolean)).toHaveLength(256)
  expect(found[43]).toBe(false)
  expect(found[44]).toBe(true)
  keys.clear()
  const none = createImportedKeys(0)
  none.keep(keyOf(1), privateKey)
  expect(none.find(keyOf(1))).toBeNull()
})
