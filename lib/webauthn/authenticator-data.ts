import { createHash } from 'node:crypto'
import { equalBytes, utf8 } from '@/lib/kernel/bytes'
import { readCbor, readCborItem } from './cbor/read-cbor'
import { type Finding, toFinding } from './webauthn.findings'

/** Bytes before any attested data: RP ID hash, flags, counter. */
const fixedLength = 32 + 1 + 4

const flag = {
  userPresent: 0x01,
  userVerified: 0x04,
  backupEligible: 0x08,
  backedUp: 0x10,
  attested: 0x40,
  extensions: 0x80,
} as const

/** Attested credential data (WebAuthn L3 §6.5.2). */
export type AttestedCredential = {
  aaguid: Uint8Array<ArrayBuffer>
  credentialId: Uint8Array<ArrayBuffer>
  publicKey: Uint8Array<ArrayBuffer>
}

/** Authenticator data taken apart (WebAuthn L3 §6.1). */
export type AuthenticatorData = {
  rpIdHash: Uint8Array
  userPresent: boolean
  userVerified: boolean
  backupEligible: boolean
  backedUp: boolean
  counter: number
  attested?: AttestedCredential
}

/**
 * Reads authenticator data to its last byte; `null` when it is cut off, has bytes left over, broken CBOR inside, a credential key
 * or extension outputs that are no map, or attested data where there must be none (A10). An assertion carries no attested
 * credential data, a registration always does (WebAuthn L3 §6.1).
 */
export function readAuthenticatorData(
  bytes: Uint8Array,
  ceremony: 'registration' | 'assertion',
): AuthenticatorData | null {
  if (bytes.length < fixedLength) return null
  const flags = bytes[32] ?? 0
  if (((flags & flag.attested) !== 0) !== (ceremony === 'registration')) return null
  const attested = ceremony === 'registration' ? readAttested(bytes.subarray(fixedLength)) : undefined
  if (attested === null) return null
  const extensions = bytes.subarray(fixedLength + (attested?.length ?? 0))
  if ((flags & flag.extensions) === 0 ? extensions.length > 0 : !isExtensionMap(extensions)) return null
  return {
    rpIdHash: bytes.slice(0, 32),
    userPresent: (flags & flag.userPresent) !== 0,
    userVerified: (flags & flag.userVerified) !== 0,
    backupEligible: (flags & flag.backupEligible) !== 0,
    backedUp: (flags & flag.backedUp) !== 0,
    counter: bytes.subarray(33, fixedLength).reduce((value, byte) => value * 256 + byte, 0),
    ...(attested ? { attested: attested.credential } : {}),
  }
}

function readAttested(bytes: Uint8Array): { credential: AttestedCredential; length: number } | null {
  const idStart = 16 + 2
  const idLength = ((bytes[16] ?? 0) << 8) | (bytes[17] ?? 0)
  const keyStart = idStart + idLength
  const key = bytes.length < keyStart ? null : readCborItem(bytes.subarray(keyStart))
  if (!(key?.value instanceof Map)) return null
  const length = keyStart + key.length
  return {
    length,
    credential: {
      aaguid: new Uint8Array(bytes.subarray(0, 16)),
      credentialId: new Uint8Array(bytes.subarray(idStart, keyStart)),
      publicKey: new Uint8Array(bytes.subarray(keyStart, length)),
    },
  }
}

/** WebAuthn L3 §9.5: a CBOR map from extension identifiers to outputs, and nothing after it. */
function isExtensionMap(bytes: Uint8Array): boolean {
  const value = readCbor(bytes)?.value
  return value instanceof Map && [...value.keys()].every((identifier) => typeof identifier === 'string')
}

/** WebAuthn L3 §7.1 steps 14–17, §7.2 steps 16–19: RP ID hash, user present, user verified, no backup without eligibility. */
export function judgeAuthenticatorData(data: AuthenticatorData, rpId: string): Finding[] {
  const findings: Finding[] = []
  const expectedHash = new Uint8Array(createHash('sha256').update(utf8(rpId)).digest())
  if (!equalBytes(data.rpIdHash, expectedHash)) findings.push(toFinding('rp_id_mismatch', 'refused'))
  if (!data.userPresent) findings.push(toFinding('user_not_present', 'refused'))
  if (!data.userVerified) findings.push(toFinding('user_not_verified', 'refused'))
  if (data.backedUp && !data.backupEligible) findings.push(toFinding('backup_state_impossible', 'refused'))
  return findings
}
