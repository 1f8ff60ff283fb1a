import { createHash } from 'node:crypto'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'

const domain = 'shomei/sign-in-challenge/v1'

/** What the challenge of a daily sign-in commits to (Q10). */
export type SignInChallengeInputs = {
  sessionId: string
  facilityId: string
  terminalKey: string
  holderId: string
  /** The two digits as shown in the frame, for example `07`. */
  matchNumber: string
  /** 32 bytes of a CSPRNG, new for every ceremony. */
  nonce: Uint8Array
}

/**
 * The 32-byte WebAuthn challenge of a sign-in: SHA-256 over a fixed domain string and every input, each field preceded by its
 * length as four bytes, big endian, so that no two different inputs give the same bytes (Q10).
 */
export function signInChallenge(inputs: SignInChallengeInputs): Uint8Array<ArrayBuffer> {
  if (inputs.nonce.length !== 32) throw new RangeError('nonce must have 32 bytes')
  const fields = [
    utf8(domain),
    utf8(inputs.sessionId),
    utf8(inputs.facilityId),
    utf8(inputs.terminalKey),
    utf8(inputs.holderId),
    utf8(inputs.matchNumber),
    inputs.nonce,
  ]
  const octets = concatBytes(...fields.flatMap((field) => [lengthOf(field), field]))
  return new Uint8Array(createHash('sha256').update(octets).digest())
}

function lengthOf(field: Uint8Array): Uint8Array {
  const prefix = new Uint8Array(4)
  new DataView(prefix.buffer).setUint32(0, field.length)
  return prefix
}
