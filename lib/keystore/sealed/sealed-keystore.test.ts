import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { KeystoreInDoubt, KeystoreRefused } from '../keystore-error'
import { describeKeystoreContract, newKey, sha256, signOne, verifies } from '../testing/keystore-contract'
import { createSealedKeystore } from './sealed-keystore'

const [firstKek, secondKek] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(32))]
const open = (current: string, keys: [string, Uint8Array][], keySeconds = 5) =>
  createSealedKeystore({ ring: { current, keys: new Map(keys) }, threads: 2, keySeconds })
const digests = (count: number) => Array.from({ length: count }, () => new Uint8Array(randomBytes(32)))

describeKeystoreContract('sealed', async () => ({
  first: open('a', [['a', firstKek]]),
  second: open('b', [
    ['a', firstKek],
    ['b', secondKek],
  ]),
  withoutFirst: async () => open('b', [['b', secondKek]]),
  secrets: [firstKek, secondKek].flatMap((kek) => [
    Buffer.from(kek).toString('hex'),
    Buffer.from(kek).toString('base64'),
  ]),
}))

test('a current wrapping key that is not in the ring does not open', () => {
  expect(() => open('c', [['a', firstKek]])).toThrow(KeystoreRefused)
})

test('the wrong key-encryption key under the right name opens nothing', async () => {
  const key = await newKey(open('a', [['a', firstKek]]), 'rsa-2048')
  const wrong = open('a', [['a', secondKek]])
  await expect(wrong.sign(key, digests(1))).rejects.toMatchObject({ refusal: 'unopenable' })
})

test.each([0, 60])('with keys kept %d seconds a swapped public key is refused all the same', async (keySeconds) => {
  const keystore = open('a', [['a', firstKek]], keySeconds)
  const [mine, other] = [await newKey(keystore, 'rsa-2048'), await newKey(keystore, 'rsa-2048')]
  const message = randomBytes(20)
  for (const key of [mine, other, mine])
    expect(verifies(key, message, await signOne(keystore, key, message))).toBe(true)
  const swapped = { ...mine, publicKey: other.publicKey }
  await expect(keystore.sign(swapped, [sha256(message)])).rejects.toMatchObject({ refusal: 'key_mismatch' })
})

test('a long batch leaves the event loop free', async () => {
  const keystore = open('a', [['a', firstKek]])
  const key = await newKey(keystore, 'rsa-2048')
  let longest = 0
  let last = performance.now()
  const ticker = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 1)
  const start = performance.now()
  expect(await keystore.sign(key, digests(400))).toHaveLength(400)
  clearInterval(ticker)
  expect(longest).toBeLessThan((performance.now() - start) / 2)
})

test('a thread that ends while it signs leaves its call in doubt; what still waited was refused', async () => {
  const keystore = createSealedKeystore({
    ring: { current: 'a', keys: new Map([['a', firstKek]]) },
    threads: 1,
    keySeconds: 0,
  })
  const key = await newKey(keystore, 'rsa-2048')
  const issued = keystore.sign(key, digests(1_000)).catch((error: unknown) => error)
  const waiting = keystore.sign(key, digests(1)).catch((error: unknown) => error)
  await new Promise((resolve) => setImmediate(resolve))
  await keystore.close()
  expect(await issued).toBeInstanceOf(KeystoreInDoubt)
  expect(await waiting).toBeInstanceOf(KeystoreRefused)
  await expect(keystore.sign(key, digests(1))).rejects.toMatchObject({ refusal: 'unavailable' })
})

test('a flood beyond what may wait is refused as busy, and what waited is signed', async () => {
  const keystore = open('a', [['a', firstKek]])
  const key = await newKey(keystore, 'rsa-2048')
  const outcomes = await Promise.allSettled(Array.from({ length: 700 }, () => keystore.sign(key, digests(1))))
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(700 - 500 - 2)
  for (const each of refused) expect(each).toMatchObject({ reason: { refusal: 'busy' } })
})
