import type { AuthenticatorTransport, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { toBase64Url } from '@/lib/kernel/bytes'
import { assertChallenge, assertRpId } from './assert-expectations'
import type { Transport } from './webauthn'

/** How long a browser may wait for the holder, in every ceremony (O5). */
export const ceremonyTimeoutMs = 300_000

export type RequestOptionsInput = {
  rpId: string
  challenge: Uint8Array
  /** The holder's live phones, given only after a valid claim; empty makes the ceremony discoverable (O4). */
  allowCredentials: readonly { credentialId: string; transports?: readonly Transport[] }[]
}

/** Options of a sign-in in the JSON form that `startAuthentication` of @simplewebauthn/browser takes (O1, O4, O5). */
export function requestOptions(input: RequestOptionsInput): PublicKeyCredentialRequestOptionsJSON {
  assertChallenge(input.challenge)
  assertRpId(input.rpId)
  return {
    rpId: input.rpId,
    challenge: toBase64Url(input.challenge),
    timeout: ceremonyTimeoutMs,
    allowCredentials: input.allowCredentials.map(({ credentialId, transports }) => ({
      id: credentialId,
      type: 'public-key',
      ...(transports ? { transports: toHints(transports) } : {}),
    })),
    userVerification: 'required',
    hints: ['client-device'],
  }
}

/** As stored: a browser has to ignore the transports it does not know (WebAuthn L3 §5.8.3), and the library's type lists a few. */
export function toHints(transports: readonly Transport[]): AuthenticatorTransport[] {
  return [...transports] as AuthenticatorTransport[]
}
