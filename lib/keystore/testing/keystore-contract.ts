import { execFileSync } from 'node:child_process'
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { type SigningKeyAlgorithm, signingKeyAlgorithms } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { SigningKey, SigningKeystore } from '../signing-keystore'

/** What a test of the contract needs of an adapter. */
export type ContractWorld = {
  /** New keys are wrapped under the first wrapping key. */
  first: SigningKeystore
  /** New keys are wrapped under the second, the first still opens. */
  second: SigningKeystore
  /** Knows the second only; the first is gone. Called after everything else. */
  withoutFirst(): Promise<SigningKeystore>
  /** Texts that must never be seen in an error: PINs, key-encryption keys, credentials. */
  secrets: readonly string[]
}

/** What every keystore must do, whatever keeps its keys. `open` is called once. */
export function describeKeystoreContract(name: string, open: () => Promise<ContractWorld>): void {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-keystore-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  describe(`contract of keystores: ${name}`, () => {
    let opened: Promise<ContractWorld> | undefined
    const world = () => {
      opened ??= open()
      return opened
    }
    const seen: unknown[] = []
    const refusalOf = async (work: Promise<unknown>): Promise<string> => {
      const outcome = await work.then(
        () => 'signed',
        (error: unknown) => {
          seen.push(error)
          return error as { name: string; refusal?: string }
        },
      )
      return typeof outcome === 'string' ? outcome : `${outcome.name} ${outcome.refusal ?? ''}`.trim()
    }

    test.each(signingKeyAlgorithms)(
      '%s signs digests, node and openssl verify each at its place',
      async (algorithm) => {
        const { first } = await world()
        const key = await newKey(first, algorithm)
        expect(key.wrapped).toMatchObject({ keystore: first.kind, wrappingKeyId: first.wrappingKeyId })
        const messages = Array.from({ length: 7 }, () => randomBytes(40))
        const signatures = await first.sign(key, messages.map(sha256))
        expect(signatures).toHaveLength(7)
        signatures.forEach((signature, index) => {
          expect(verifies(key, messages[index] ?? Buffer.alloc(0), signature)).toBe(true)
          expect(verifies(key, messages[(index + 1) % 7] ?? Buffer.alloc(0), signature)).toBe(false)
        })
        expect(opensslVerifies(folder, key, messages[0] ?? Buffer.alloc(0), signatures[0] ?? new Uint8Array())).toBe(
          true,
        )
      },
    )

    test('fifty signatures at once with several keys: each is the right one', async () => {
      const { first } = await world()
      const keys = [
        ...(await Promise.all([0, 1, 2].map(() => newKey(first, 'p-256')))),
        await newKey(first, 'rsa-2048'),
      ]
      const results = await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          const key = keys[index % keys.length] as SigningKey
          const messages = [randomBytes(10), randomBytes(10)]
          const signatures = await first.sign(key, messages.map(sha256))
          return signatures.every((signature, place) => verifies(key, messages[place] ?? Buffer.alloc(0), signature))
        }),
      )
      expect(results).toEqual(Array.from({ length: 50 }, () => true))
    })

    test.each(signingKeyAlgorithms)('%s an altered or shortened blob is refused', async (algorithm) => {
      const { first } = await world()
      const key = await newKey(first, algorithm)
      const { wrapped } = key.wrapped
      for (const place of [0, 9, Math.floor(wrapped.length / 2), wrapped.length - 1]) {
        const altered = wrapped.slice()
        altered[place] = (altered[place] ?? 0) ^ 1
        expect(await refusalOf(first.sign(withBlob(key, altered), [sha256(Buffer.from('x'))]))).toMatch(
          /^KeystoreRefused (unopenable|unknown_wrapping_key)$/,
        )
      }
      for (const short of [wrapped.slice(0, -8), new Uint8Array(0)]) {
        expect(await refusalOf(first.sign(withBlob(key, short), [sha256(Buffer.from('x'))]))).toMatch(
          /^KeystoreRefused/,
        )
      }
      expect(await refusalOf(first.sign(key, [sha256(Buffer.from('x'))]))).toBe('signed')
    })

    test.each(signingKeyAlgorithms)('%s a blob of another key of the same kind is refused', async (algorithm) => {
      const { first } = await world()
      const [mine, other] = [await newKey(first, algorithm), await newKey(first, algorithm)]
      const swapped = { ...mine, wrapped: other.wrapped }
      expect(await refusalOf(first.sign(swapped, [sha256(Buffer.from('x'))]))).toBe('KeystoreRefused key_mismatch')
    })

    test('a blob under another algorithm, keystore or mechanism is refused', async () => {
      const { first } = await world()
      const [rsa, ec] = [await newKey(first, 'rsa-2048'), await newKey(first, 'p-256')]
      const digest = [sha256(Buffer.from('x'))]
      for (const key of [
        { ...rsa, algorithm: 'p-256' as const },
        { ...ec, algorithm: 'rsa-2048' as const },
        { ...rsa, wrapped: ec.wrapped },
        { ...ec, wrapped: rsa.wrapped },
        { ...rsa, wrapped: { ...rsa.wrapped, mechanism: 'none' } },
        { ...rsa, wrapped: { ...rsa.wrapped, wrappingKeyId: 'unknown' } },
        {
          ...rsa,
          wrapped: { ...rsa.wrapped, keystore: first.kind === 'kms' ? ('sealed' as const) : ('kms' as const) },
        },
      ]) {
        expect(await refusalOf(first.sign(key, digest))).toMatch(/^KeystoreRefused/)
      }
    })

    test('only SHA-256 digests are signed, 1 to 1,000 at once', async () => {
      const { first } = await world()
      const key = await newKey(first, 'p-256')
      for (const digests of [
        [],
        [new Uint8Array(20)],
        [new Uint8Array(32), new Uint8Array(33)],
        Array.from({ length: 1_001 }, () => new Uint8Array(32)),
      ]) {
        expect(await refusalOf(first.sign(key, digests))).toBe('KeystoreRefused invalid_digest')
      }
    })

    test.each(signingKeyAlgorithms)(
      '%s rotation: both wrapping keys sign, a rewrapped key outlives the first',
      async (algorithm) => {
        const { first, second } = await world()
        const key = await newKey(first, algorithm)
        const message = randomBytes(30)
        expect(verifies(key, message, await signOne(second, key, message))).toBe(true)
        const wrapped = await second.rewrap(key.wrapped)
        expect(wrapped.wrappingKeyId).toBe(second.wrappingKeyId)
        expect(wrapped.wrapped).not.toEqual(key.wrapped.wrapped)
        const moved = { ...key, wrapped }
        expect(verifies(moved, message, await signOne(second, moved, message))).toBe(true)
        expect(await second.rewrap(wrapped)).toEqual(wrapped)
        const altered = { ...key.wrapped, wrapped: key.wrapped.wrapped.slice().fill(7, 40, 48) }
        expect(await refusalOf(second.rewrap(altered))).toMatch(/^KeystoreRefused/)
      },
    )

    test('no error says a secret or shows a blob', async () => {
      const { first, secrets } = await world()
      const key = await newKey(first, 'rsa-2048')
      await refusalOf(first.sign(withBlob(key, key.wrapped.wrapped.slice(8)), [sha256(Buffer.from('x'))]))
      expect(seen.length).toBeGreaterThan(0)
      const said = seen.map((error) => inspect(error, { depth: 10, showHidden: true })).join('\n')
      const blob = Buffer.from(key.wrapped.wrapped)
      for (const secret of [...secrets, blob.toString('base64').slice(30, 60), blob.toString('hex').slice(30, 60)]) {
        expect(said).not.toContain(secret)
      }
    })

    test('a wrapping key that is gone: its keys are refused, rewrapped ones sign', async () => {
      const { first, second, withoutFirst } = await world()
      const key = await newKey(first, 'rsa-2048')
      const moved = { ...key, wrapped: await second.rewrap(key.wrapped) }
      const last = await withoutFirst()
      const message = randomBytes(30)
      expect(await refusalOf(last.sign(key, [sha256(message)]))).toBe('KeystoreRefused unknown_wrapping_key')
      expect(await refusalOf(last.rewrap(key.wrapped))).toBe('KeystoreRefused unknown_wrapping_key')
      expect(verifies(moved, message, await signOne(last, moved, message))).toBe(true)
      expect(await last.health()).toMatchObject({ isHealthy: true, keystore: last.kind })
    })
  })
}

export async function newKey(keystore: SigningKeystore, algorithm: SigningKeyAlgorithm): Promise<SigningKey> {
  return { algorithm, ...(await keystore.generate(algorithm)) }
}

export function sha256(message: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(message).digest())
}

/** Whether node:crypto accepts the signature of the message. */
export function verifies({ publicKey }: SigningKey, message: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
  return verify('sha256', message, key, signature)
}

export async function signOne(keystore: SigningKeystore, key: SigningKey, message: Uint8Array): Promise<Uint8Array> {
  const [signature] = await keystore.sign(key, [sha256(message)])
  if (signature === undefined) throw new Error('no signature')
  return signature
}

function withBlob(key: SigningKey, wrapped: Uint8Array<ArrayBuffer>): SigningKey {
  return { ...key, wrapped: { ...key.wrapped, wrapped } }
}

function opensslVerifies(folder: string, key: SigningKey, message: Uint8Array, signature: Uint8Array): boolean {
  const [keyFile, messageFile, signatureFile] = ['key', 'message', 'signature'].map((name) => join(folder, name))
  if (!keyFile || !messageFile || !signatureFile) throw new Error('no files')
  writeFileSync(keyFile, key.publicKey)
  writeFileSync(messageFile, message)
  writeFileSync(signatureFile, signature)
  const input = ['-keyform', 'DER', '-verify', keyFile, '-signature', signatureFile, messageFile]
  return execFileSync('openssl', ['dgst', '-sha256', ...input], { encoding: 'utf8' }).startsWith('Verified OK')
}
