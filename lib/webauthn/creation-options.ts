import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import { toBase64Url } from '@/lib/kernel/bytes'
import { assertChallenge, assertRpId } from './assert-expectations'
import { ceremonyTimeoutMs, toHints } from './request-options'
import { type CoseAlgorithm, offeredAlgorithms, type RegistrationPolicy, type Transport } from './webauthn'

export type CreationOptionsInput = {
  rpId: string
  /** Name of the authority, as the phone shows it. */
  rpName: string
  challenge: Uint8Array
  user: {
    /** 64 random bytes kept with the holder: no staff ID and no hash of one (O3). */
    id: Uint8Array
    /** Distinct per holder: some providers overwrite a passkey with the same RP and name (O3). */
    name: string
    displayName: string
  }
  algorithms?: readonly CoseAlgorithm[]
  /** Phones of the holder that are active or disabled; revoked ones may be registered again (O4). */
  excludeCredentials: readonly { credentialId: string; transports?: readonly Transport[] }[]
  attestation: RegistrationPolicy['attestation']
}

/**
 * Options of a registration in the JSON form that `startRegistration` of @simplewebauthn/browser takes (O1, O3, O4, O5).
 * The phone registers itself, so only its own authenticator is asked for.
 */
export function creationOptions(input: CreationOptionsInput): PublicKeyCredentialCreationOptionsJSON {
  assertChallenge(input.challenge)
  assertRpId(input.rpId)
  if (input.user.id.length !== 64) throw new RangeError('user.id must have 64 bytes')
  return {
    rp: { id: input.rpId, name: input.rpName },
    user: { id: toBase64Url(input.user.id), name: input.user.name, displayName: input.user.displayName },
    challenge: toBase64Url(input.challenge),
    pubKeyCredParams: (input.algorithms ?? offeredAlgorithms).map((alg) => ({ type: 'public-key', alg })),
    timeout: ceremonyTimeoutMs,
    excludeCredentials: input.excludeCredentials.map(({ credentialId, transports }) => ({
      id: credentialId,
      type: 'public-key',
      ...(transports ? { transports: toHints(transports) } : {}),
    })),
    authenticatorSelection: {
      authenticatorAttachment: 'platform',
      residentKey: 'preferred',
      requireResidentKey: false,
      userVerification: 'required',
    },
    hints: ['client-device'],
    attestation: input.attestation === 'none' ? 'none' : 'direct',
  }
}
