import { fromBase64Url, toBase64Url } from '@/lib/kernel/bytes'
import { type SignInChallengeInputs, signInChallenge } from './sign-in-challenge'
import { verifyAssertion } from './verify-assertion'
import type { AssertionEvidence } from './webauthn'
import type { Finding } from './webauthn.findings'

/** Everything that proves one sign-in, as JSON to be kept for years (L5, Q10). Bytes are base64url without padding. */
export type SignInEvidence = {
  version: 1
  challenge: Omit<SignInChallengeInputs, 'nonce'> & { nonce: string }
  rpId: string
  origins: string[]
  topOrigins: string[]
  credentialId: string
  /** COSE_Key as stored at registration. */
  publicKey: string
  backupEligible: boolean
  userHandle: string
  clientDataJSON: string
  authenticatorData: string
  signature: string
}

/** Gathers the evidence of an accepted assertion. */
export function toSignInEvidence(input: {
  challengeInputs: SignInChallengeInputs
  expectations: { rpId: string; origins: readonly string[]; topOrigins: readonly string[] }
  stored: { credentialId: string; publicKey: Uint8Array; backupEligible: boolean; userHandle: string }
  evidence: AssertionEvidence
}): SignInEvidence {
  const { challengeInputs, expectations, stored, evidence } = input
  return {
    version: 1,
    challenge: { ...challengeInputs, nonce: toBase64Url(challengeInputs.nonce) },
    rpId: expectations.rpId,
    origins: [...expectations.origins],
    topOrigins: [...expectations.topOrigins],
    credentialId: stored.credentialId,
    publicKey: toBase64Url(stored.publicKey),
    backupEligible: stored.backupEligible,
    userHandle: stored.userHandle,
    clientDataJSON: toBase64Url(evidence.clientDataJSON),
    authenticatorData: toBase64Url(evidence.authenticatorData),
    signature: toBase64Url(evidence.signature),
  }
}

export type SignInEvidenceVerdict = { valid: true } | { valid: false; findings: Finding[]; detail?: string }

/**
 * Proves from the record alone that the holder's phone approved exactly this session, facility, terminal and number: computes
 * the challenge again from its inputs and judges the assertion against it (L5). The owner of the public key is not proved here;
 * that is the registration's record. Evidence that cannot be read at all is invalid with `detail`.
 */
export async function verifySignInEvidence(evidence: SignInEvidence): Promise<SignInEvidenceVerdict> {
  const nonce = fromBase64Url(evidence.challenge.nonce)
  const publicKey = fromBase64Url(evidence.publicKey)
  if (nonce?.length !== 32 || publicKey === null) return { valid: false, findings: [], detail: 'nonce or public key' }
  const { credentialId, clientDataJSON, authenticatorData, signature, backupEligible, userHandle } = evidence
  try {
    const verdict = await verifyAssertion({
      response: {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        response: { clientDataJSON, authenticatorData, signature, userHandle },
      },
      expectations: {
        challenge: signInChallenge({ ...evidence.challenge, nonce }),
        origins: evidence.origins,
        rpId: evidence.rpId,
        topOrigins: evidence.topOrigins,
        discoverable: false,
        allowedCredentialIds: [credentialId],
      },
      // Counters order the sign-ins of a phone when they happen; a record is judged by itself.
      stored: { credentialId, publicKey, counter: 0, backupEligible, backedUp: false, userHandle },
    })
    return verdict.accepted ? { valid: true } : { valid: false, findings: verdict.findings }
  } catch {
    return { valid: false, findings: [], detail: 'origins, RP ID or public key' }
  }
}
