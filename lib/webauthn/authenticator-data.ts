import { createHash } from 'node:crypto'
import { parseAuthenticatorData } from '@simplewebauthn/server/helpers'
import { equalBytes, utf8 } from '@/lib/kernel/bytes'
import { cborLength } from './attestation/cbor-length'
import { type Finding, toFinding } from './webauthn.findings'

/** Octets before any attested data: RP ID hash, flags, counter. */
const fixedLength = 32 + 1 + 4
/** The same with AAGUID and length of the credential id. */
const attestedLength = fixedLength + 16 + 2

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

/** Reads authenticator data; `null` when it is cut off, has octets left over or broken CBOR inside (A10). */
export function readAuthenticatorData(octets: Uint8Array<ArrayBuffer>): AuthenticatorData | null {
  try {
    const parsed = parseAuthenticatorData(new Uint8Array(octets))
    const { flags, aaguid, credentialID, credentialPublicKey } = parsed
    if (!hasWholeItems(octets, credentialID?.length, flags.ed)) return null
    return {
      rpIdHash: parsed.rpIdHash,
      userPresent: flags.up,
      userVerified: flags.uv,
      backupEligible: flags.be,
      backedUp: flags.bs,
      counter: parsed.counter,
      ...(aaguid && credentialID && credentialPublicKey
        ? {
            attested: {
              aaguid: new Uint8Array(aaguid),
              credentialId: new Uint8Array(credentialID),
              publicKey: new Uint8Array(credentialPublicKey),
            },
          }
        : {}),
    }
  } catch {
    return null
  }
}

/** Whether the CBOR items after the fixed part, credential key and extensions, fill the octets exactly. */
function hasWholeItems(octets: Uint8Array, credentialIdLength: number | undefined, hasExtensions: boolean): boolean {
  let rest = octets.subarray(credentialIdLength === undefined ? fixedLength : attestedLength + credentialIdLength)
  for (const isPresent of [credentialIdLength !== undefined, hasExtensions]) {
    const length = isPresent ? cborLength(rest) : 0
    if (length === null) return false
    rest = rest.subarray(length)
  }
  return rest.length === 0
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
