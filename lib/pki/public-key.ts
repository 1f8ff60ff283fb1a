import { createPublicKey, type KeyObject } from 'node:crypto'
import { parseAlgorithm } from './algorithm'
import type { DerElement } from './der/der-element'
import { readBitStringOctets, readInteger, readObjectId, readSequence } from './der/der-values'
import { readDer } from './der/read-der'
import { OID } from './pki.oids'
import { PkiError } from './pki-error'

export type EcCurve = 'P-256' | 'P-384' | 'P-521'

/** What a public key is for mathematically; `unsupported` keys can be shown, but never verify anything. */
export type KeyAlgorithm =
  | { type: 'rsa'; bits: number }
  | { type: 'ec'; curve: EcCurve }
  | { type: 'unsupported'; oid: string }

const curves: Readonly<Record<string, { curve: EcCurve; octets: number }>> = {
  [OID.p256]: { curve: 'P-256', octets: 32 },
  [OID.p384]: { curve: 'P-384', octets: 48 },
  [OID.p521]: { curve: 'P-521', octets: 66 },
}
const maxRsaBits = 8_192

/**
 * SubjectPublicKeyInfo (RFC 3279 §2.3.1, RFC 5480 §2): RSA with a modulus of at most 8192 bits and an odd exponent of 3 to
 * 2^32, EC on a named curve with an uncompressed point; a compressed one is `unsupported`. That a point lies on its curve is judged when the key is used.
 * @throws {PkiError} public_key_malformed, der_malformed
 */
export function parseKeyAlgorithm(spki: DerElement): KeyAlgorithm {
  const [algorithmElement, keyElement, ...rest] = readSequence(spki)
  if (algorithmElement === undefined || rest.length > 0) throw malformed('SubjectPublicKeyInfo')
  const { oid, parameters } = parseAlgorithm(algorithmElement)
  const key = readBitStringOctets(keyElement)
  if (oid === OID.rsaEncryption) {
    if (parameters !== 'null') throw malformed('parameters of rsaEncryption')
    return parseRsaKey(key)
  }
  if (oid !== OID.ecPublicKey) return { type: 'unsupported', oid }
  if (typeof parameters === 'string') throw malformed('parameters of id-ecPublicKey')
  const named = curves[readObjectId(parameters)]
  if (named === undefined) return { type: 'unsupported', oid }
  // Legal (RFC 5480 §2.2), and not read here.
  const isCompressed = (key[0] === 0x02 || key[0] === 0x03) && key.length === 1 + named.octets
  if (isCompressed) return { type: 'unsupported', oid }
  if (key[0] !== 0x04 || key.length !== 1 + 2 * named.octets) throw malformed('EC point')
  return { type: 'ec', curve: named.curve }
}

/** The key of a SubjectPublicKeyInfo (DER) for node:crypto; `null` when it cannot be one, as with a point off its curve. */
export function importPublicKey(spki: Uint8Array): KeyObject | null {
  const base64 = btoa(String.fromCharCode(...spki))
  try {
    return createPublicKey(`-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`)
  } catch {
    return null
  }
}

function parseRsaKey(octets: Uint8Array): KeyAlgorithm {
  const [modulusElement, exponentElement, ...rest] = readSequence(readDer(octets))
  const modulus = readInteger(modulusElement)
  const exponent = readInteger(exponentElement)
  const isSound = modulus > 0n && exponent >= 3n && exponent < 1n << 32n && modulus % 2n === 1n && exponent % 2n === 1n
  const bits = modulus.toString(2).length
  if (!isSound || rest.length > 0 || bits > maxRsaBits) throw malformed('RSAPublicKey')
  return { type: 'rsa', bits }
}

function malformed(detail: string): PkiError {
  return new PkiError('public_key_malformed', detail)
}
