import { isoCBOR } from '@simplewebauthn/server/helpers'
import { type CborMap, type CborValue, readCbor } from '../cbor/read-cbor'

type CBORType = Parameters<typeof isoCBOR.encode>[0]

/** An attestation object taken apart (WebAuthn L3 §6.5.4). */
export type AttestationObject = {
  fmt: string
  attStmt: CborMap | CborValue[]
  authenticatorData: Uint8Array<ArrayBuffer>
}

/**
 * RFC 8809 §2.2.1: a format's name has at most 32 printable ASCII characters, without backslash and double quote.
 */
const formatName = /^[\x21\x23-\x5b\x5d-\x7e]{1,32}$/

/**
 * Reads an attestation object to its last byte; `null` when it is no canonical CBOR map of exactly the three members in their
 * types (A10). The statement of `compound` is an array (WebAuthn L3 §8.9), of every other format a map.
 */
export function readAttestationObject(bytes: Uint8Array): AttestationObject | null {
  const members = readCbor(bytes)?.value
  if (!(members instanceof Map) || members.size !== 3) return null
  const fmt = members.get('fmt')
  const attStmt = members.get('attStmt')
  const authenticatorData = members.get('authData')
  if (typeof fmt !== 'string' || !formatName.test(fmt) || !(authenticatorData instanceof Uint8Array)) return null
  if (!(attStmt instanceof Map) && !Array.isArray(attStmt)) return null
  return { fmt, attStmt, authenticatorData: new Uint8Array(authenticatorData) }
}

/** The same authenticator data without any statement, which is all the library is ever shown (R9). */
export function withoutStatement(authenticatorData: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const members = new Map<string, CBORType>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authenticatorData],
  ])
  return new Uint8Array(isoCBOR.encode(members))
}
