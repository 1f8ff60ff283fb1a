import { decodeAttestationObject, isoCBOR } from '@simplewebauthn/server/helpers'
import { cborLength } from './cbor-length'

type CBORType = Parameters<typeof isoCBOR.encode>[0]

/** An attestation object taken apart (WebAuthn L3 §6.5.4). */
export type AttestationObject = {
  fmt: string
  attStmt: ReadonlyMap<unknown, unknown>
  authenticatorData: Uint8Array<ArrayBuffer>
}

/** Reads an attestation object; `null` when it is no CBOR map with the three members in their types (A10). */
export function readAttestationObject(octets: Uint8Array<ArrayBuffer>): AttestationObject | null {
  const decoded = cborLength(octets) === null ? null : decode(octets)
  if (!(decoded instanceof Map)) return null
  const members: ReadonlyMap<unknown, unknown> = decoded
  const fmt = members.get('fmt')
  const attStmt = members.get('attStmt')
  const authenticatorData = members.get('authData')
  if (typeof fmt !== 'string' || !(attStmt instanceof Map) || !(authenticatorData instanceof Uint8Array)) return null
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

function decode(octets: Uint8Array<ArrayBuffer>): unknown {
  try {
    return decodeAttestationObject(octets)
  } catch {
    return null
  }
}
