import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { toBase64Url, utf8 } from '@/lib/kernel/bytes'
import { withoutStatement } from './attestation/attestation-object'
import type { AssertionAnswer, RegistrationAnswer } from './parse-response'
import type { AssertionExpectations, RegistrationExpectations, StoredCredential } from './webauthn'

/**
 * Whether the library accepts a registration whose statement has been taken off. With its statement the library would use its
 * own clock and roots of its own choice, and fetch revocation lists from addresses in the client's certificates (R9, AT-07).
 */
export async function libraryAcceptsRegistration(
  answer: RegistrationAnswer,
  authenticatorData: Uint8Array<ArrayBuffer>,
  expectations: RegistrationExpectations,
): Promise<boolean> {
  try {
    const { verified } = await verifyRegistrationResponse({
      response: {
        id: answer.id,
        rawId: answer.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: toBase64Url(clientDataForLibrary(answer.clientDataJSON)),
          attestationObject: toBase64Url(withoutStatement(authenticatorData)),
        },
      },
      expectedChallenge: toBase64Url(expectations.challenge),
      expectedOrigin: [...expectations.origins],
      expectedRPID: expectations.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...expectations.algorithms],
    })
    return verified
  } catch {
    return false
  }
}

/** Without `tokenBinding`, of which the library refuses every status it does not know. Nothing signs the client data here. */
function clientDataForLibrary(clientDataJSON: Uint8Array): Uint8Array {
  const { tokenBinding: _reserved, ...members } = JSON.parse(new TextDecoder().decode(clientDataJSON))
  return utf8(JSON.stringify(members))
}

/** Whether the library accepts an assertion. It is handed counter 0: it judges counters before it judges signatures (A5). */
export async function libraryAcceptsAssertion(
  answer: AssertionAnswer,
  expectations: AssertionExpectations,
  stored: StoredCredential,
): Promise<boolean> {
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: {
        id: answer.id,
        rawId: answer.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: toBase64Url(answer.clientDataJSON),
          authenticatorData: toBase64Url(answer.authenticatorData),
          signature: toBase64Url(answer.signature),
          ...(answer.userHandle === undefined ? {} : { userHandle: answer.userHandle }),
        },
      },
      expectedChallenge: toBase64Url(expectations.challenge),
      expectedOrigin: [...expectations.origins],
      expectedRPID: expectations.rpId,
      ...(expectations.topOrigins.length > 0 ? { expectedTopOrigin: [...expectations.topOrigins] } : {}),
      credential: { id: stored.credentialId, publicKey: new Uint8Array(stored.publicKey), counter: 0 },
      requireUserVerification: true,
    })
    return verified
  } catch {
    return false
  }
}
