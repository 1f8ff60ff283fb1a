import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { type KeyBinding, keyBindingMac, matchesKeyBinding } from './key-binding'
import { createKeyring } from './keyring'

const keyring = createKeyring(new Uint8Array(32).fill(7))
const binding: KeyBinding = {
  credentialId: 'crd_a',
  holderId: 'hol_a',
  algorithm: 'rsa-2048',
  publicKey: new Uint8Array([1, 2, 3]),
  wrapped: { keystore: 'sealed', wrappingKeyId: 'k', mechanism: 'm', wrapped: new Uint8Array([4, 5, 6]) },
}
const mac = keyBindingMac(keyring, binding)

test('a key matches its own binding', () => {
  expect(matchesKeyBinding(keyring, structuredClone(binding), mac)).toBe(true)
  expect(mac).toHaveLength(32)
})

test.each<[string, KeyBinding]>([
  ['another credential', { ...binding, credentialId: 'crd_b' }],
  ['another holder', { ...binding, holderId: 'hol_b' }],
  ['another algorithm', { ...binding, algorithm: 'p-256' }],
  ['another public key', { ...binding, publicKey: new Uint8Array([1, 2, 4]) }],
  ['another blob', { ...binding, wrapped: { ...binding.wrapped, wrapped: new Uint8Array([4, 5, 7]) } }],
  ['another wrapping key', { ...binding, wrapped: { ...binding.wrapped, wrappingKeyId: 'l' } }],
  ['another mechanism', { ...binding, wrapped: { ...binding.wrapped, mechanism: 'n' } }],
  ['another keystore', { ...binding, wrapped: { ...binding.wrapped, keystore: 'kms' } }],
  ['an octet moved over a border', { ...binding, credentialId: 'crd_ah', holderId: 'ol_a' }],
  [
    'an octet moved from key to blob',
    {
      ...binding,
      publicKey: new Uint8Array([1, 2]),
      wrapped: { ...binding.wrapped, wrapped: new Uint8Array([3, 4, 5, 6]) },
    },
  ],
])('%s does not match (LNK-6.2.2-10)', (_, other) => {
  expect(matchesKeyBinding(keyring, other, mac)).toBe(false)
})

test('another installation’s key does not match', () => {
  expect(matchesKeyBinding(createKeyring(new Uint8Array(randomBytes(32))), binding, mac)).toBe(false)
})
