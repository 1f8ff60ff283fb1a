import type { HttpClient } from '@/lib/egress/http-client'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { checkDigests } from '../check-digests'
import { KeystoreRefused } from '../keystore-error'
import { createSigningThreads } from '../sealed/signing-threads'
import type { SigningKeystore, WrappedKey } from '../signing-keystore'
import { createKmsClient, type KmsOptions } from './kms-client'

const mechanism = 'kms-symmetric-default'

/** The service binds it to the ciphertext and writes it into its own log of every use. */
const encryptionContext = { application: 'shomei', purpose: 'signing-key' }
const keyPairSpecs: Readonly<Record<SigningKeyAlgorithm, string>> = {
  'rsa-2048': 'RSA_2048',
  'p-256': 'ECC_NIST_P256',
}

/**
 * Private keys that an AWS-KMS-shaped service generates (GenerateDataKeyPairWithoutPlaintext) and encrypts under a key that never
 * leaves it. To sign, the service decrypts one, which its log records, and the signatures are made here: whatever goes wrong
 * with a call is therefore definite. Nothing decrypted is kept.
 */
export function createKmsKeystore(
  options: KmsOptions & {
    /** ARN of the symmetric key that new keys are encrypted under. */
    keyId: string
    threads: number
  },
  http: HttpClient,
): SigningKeystore {
  const { keyId } = options
  const kms = createKmsClient(options, http)
  const threads = createSigningThreads({ threads: options.threads, keks: new Map() })
  const wrappedKey = (blob: unknown): WrappedKey => ({
    keystore: 'kms',
    wrappingKeyId: keyId,
    mechanism,
    wrapped: readBlob(blob),
  })
  return {
    kind: 'kms',
    wrappingKeyId: keyId,
    async generate(algorithm) {
      const answer = await kms.call('GenerateDataKeyPairWithoutPlaintext', {
        KeyId: keyId,
        KeyPairSpec: keyPairSpecs[algorithm],
        EncryptionContext: encryptionContext,
      })
      return { publicKey: readBlob(answer['PublicKey']), wrapped: wrappedKey(answer['PrivateKeyCiphertextBlob']) }
    },
    async sign({ algorithm, publicKey, wrapped }, digests) {
      checkDigests(digests)
      checkKind(wrapped)
      const answer = await kms.call('Decrypt', {
        KeyId: wrapped.wrappingKeyId,
        CiphertextBlob: toBase64(wrapped.wrapped),
        EncryptionContext: encryptionContext,
      })
      const source = { kind: 'pkcs8', pkcs8: readBlob(answer['Plaintext']) } as const
      const { signatures } = await threads.sign({ algorithm, publicKey, source, digests, isKept: false })
      return signatures
    },
    async rewrap(wrapped) {
      checkKind(wrapped)
      if (wrapped.wrappingKeyId === keyId) return wrapped
      const answer = await kms.call('ReEncrypt', {
        SourceKeyId: wrapped.wrappingKeyId,
        CiphertextBlob: toBase64(wrapped.wrapped),
        SourceEncryptionContext: encryptionContext,
        DestinationKeyId: keyId,
        DestinationEncryptionContext: encryptionContext,
      })
      return wrappedKey(answer['CiphertextBlob'])
    },
    async health() {
      const health = { keystore: 'kms', wrappingKeyId: keyId } as const
      try {
        await kms.call('DescribeKey', { KeyId: keyId })
        return { ...health, isHealthy: true, detail: null }
      } catch (error) {
        return { ...health, isHealthy: false, detail: error instanceof KeystoreRefused ? error.message : 'no answer' }
      }
    },
    close: () => threads.close(),
  }
}

function checkKind({ keystore, mechanism: used }: WrappedKey): void {
  if (keystore !== 'kms' || used !== mechanism) {
    throw new KeystoreRefused('unopenable', `wrapped by ${keystore} with ${used}`)
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function readBlob(value: unknown): Uint8Array<ArrayBuffer> {
  if (typeof value !== 'string' || value === '') throw new KeystoreRefused('unavailable', 'an answer without its value')
  const decoded = Buffer.from(value, 'base64')
  const octets = new Uint8Array(decoded)
  decoded.fill(0)
  return octets
}
