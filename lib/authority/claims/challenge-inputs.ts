import type { SignInChallengeInputs } from '@/lib/webauthn/sign-in-challenge'
import type { Claim } from './claim'

/** What the challenge of a claim commits to (Q10): made when it is sent, and again when its evidence is kept. */
export function challengeInputs(claim: Claim, nonce: Uint8Array): SignInChallengeInputs {
  return {
    sessionId: claim.deviceAuthorizationId,
    facilityId: claim.facilityClientId,
    terminalKey: claim.terminal,
    holderId: claim.holderId,
    matchNumber: claim.matchNumber,
    nonce,
  }
}
