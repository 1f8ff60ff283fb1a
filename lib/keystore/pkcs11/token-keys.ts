import { concatBytes, equalBytes } from '@/lib/kernel/bytes'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import { sha256DigestInfo } from '../check-digests'
import { KeystoreRefused } from '../keystore-error'
import { p256PublicKey, rsaPublicKey } from '../public-key'

import { type Attribute, ck, cka, type Handle, returnValueOf } from './cryptoki'
import { isSessionLost, type TokenSession } from './token-sessions'

const p256Oid = Buffer.from('06082a8648ce3d030107', 'hex')
const largestBlob = 4_096
const largestSignature = 512

type Pair = { publicKey: Handle; privateKey: Handle }

/** A key pair as session objects: sensitive, extractable only by a trusted wrapping key. The caller destroys both. */
export function generatePair({ cryptoki, session }: TokenSession, algorithm: SigningKeyAlgorithm): Promise<Pair> {
  const isRsa = algorithm === 'rsa-2048'
  const parameters: Attribute[] = isRsa
    ? [
        { type: cka.modulusBits, value: 2048 },
        { type: cka.publicExponent, value: Buffer.from([1, 0, 1]) },
      ]
    : [{ type: cka.ecParams, value: p256Oid }]
  const mechanism = { mechanism: isRsa ? ck.rsaKeyPairGen : ck.ecKeyPairGen }
  const publicTemplate = [{ type: cka.token, value: false }, ...parameters]
  return cryptoki.C_GenerateKeyPairAsync(session, mechanism, publicTemplate, [
    ...sessionKey,
    { type: cka.extractable, value: true },
    { type: cka.wrapWithTrusted, value: true },
  ])
}

/** SubjectPublicKeyInfo (DER) of a public key object. */
export function readPublicKey(
  { cryptoki, session }: TokenSession,
  key: Handle,
  algorithm: SigningKeyAlgorithm,
): Uint8Array<ArrayBuffer> {
  const type = algorithm === 'rsa-2048' ? cka.modulus : cka.ecPoint
  const [attribute] = cryptoki.C_GetAttributeValue(session, key, [{ type }])
  const value = attribute?.value ?? Buffer.alloc(0)
  // CKA_EC_POINT is the point in an OCTET STRING; some tokens leave that off.
  return algorithm === 'rsa-2048' ? rsaPublicKey(value) : p256PublicKey(value.subarray(value.length - 65))
}

export async function wrapUnder(
  { cryptoki, session }: TokenSession,
  mechanism: number,
  kek: Handle,
  key: Handle,
): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await cryptoki.C_WrapKeyAsync(session, { mechanism }, kek, key, Buffer.alloc(largestBlob))
  return new Uint8Array(blob)
}

/**
 * A wrapped key as a session object that signs and cannot leave; `isMoving`: that a trusted key may wrap again instead.
 * @throws KeystoreRefused `unopenable` for any refusal of the blob by the token.
 */
export async function unwrapInto(
  { cryptoki, session }: TokenSession,
  input: { mechanism: number; kek: Handle; wrapped: Uint8Array; keyType: number; isMoving: boolean },
): Promise<Handle> {
  const { mechanism, kek, wrapped, keyType, isMoving } = input
  const template = [
    { type: cka.class, value: ck.classPrivateKey },
    { type: cka.keyType, value: keyType },
    ...sessionKey,
    { type: cka.extractable, value: isMoving },
    ...(isMoving ? [{ type: cka.wrapWithTrusted, value: true }] : []),
  ]
  try {
    return await cryptoki.C_UnwrapKeyAsync(session, { mechanism }, kek, Buffer.from(wrapped), template)
  } catch (error) {
    if (isSessionLost(error)) throw error
    throw new KeystoreRefused('unopenable', returnValueOf(error) ?? 'no answer of the token')
  }
}

/** Whether an RSA private object has the modulus of the public key: the token returns it without signing. */
export function hasModulusOf({ cryptoki, session }: TokenSession, key: Handle, publicKey: Uint8Array): boolean {
  const [attribute] = cryptoki.C_GetAttributeValue(session, key, [{ type: cka.modulus }])
  return attribute !== undefined && equalBytes(rsaPublicKey(attribute.value), publicKey)
}

/** One signature; ECDSA as DER ECDSA-Sig-Value. `onIssue` is called right before C_Sign. */
export async function signOne(
  { cryptoki, session }: TokenSession,
  key: Handle,
  algorithm: SigningKeyAlgorithm,
  digest: Uint8Array,
  onIssue: () => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const isRsa = algorithm === 'rsa-2048'
  cryptoki.C_SignInit(session, { mechanism: isRsa ? ck.rsaPkcs : ck.ecdsa }, key)
  onIssue()
  const data = Buffer.from(isRsa ? sha256DigestInfo(digest) : digest)
  const value = await cryptoki.C_SignAsync(session, data, Buffer.alloc(largestSignature))
  return isRsa ? new Uint8Array(value) : toEcdsaSigValue(value)
}

const sessionKey: readonly Attribute[] = [
  { type: cka.token, value: false },
  { type: cka.private, value: true },
  { type: cka.sensitive, value: true },
  { type: cka.sign, value: true },
]

/** PKCS#11 gives r ‖ s of equal length. */
function toEcdsaSigValue(value: Uint8Array): Uint8Array<ArrayBuffer> {
  const half = value.length / 2
  const body = concatBytes(toDerInteger(value.subarray(0, half)), toDerInteger(value.subarray(half)))
  return concatBytes(new Uint8Array([0x30, body.length]), body)
}

function toDerInteger(number: Uint8Array): Uint8Array {
  const start = number.findIndex((octet) => octet !== 0)
  const minimal = number.subarray(start < 0 ? number.length - 1 : start)
  const content = (minimal[0] ?? 0) >= 0x80 ? concatBytes(new Uint8Array([0]), minimal) : minimal
  return concatBytes(new Uint8Array([0x02, content.length]), content)
}
