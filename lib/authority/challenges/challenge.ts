import type { ChallengePurpose } from '@/lib/vocabulary/challenge-purpose'

/** A WebAuthn challenge that was answered: consumed, whatever the answer turns out to be (A6). */
export type Challenge = {
  id: string
  purpose: ChallengePurpose
  challenge: Uint8Array<ArrayBuffer>
  nonce: Uint8Array<ArrayBuffer> | null
  holderId: string | null
  registrationId: string | null
  deviceAuthorizationId: string | null
  /** Credential ids that were sent in `allowCredentials`. */
  allowedCredentialIds: string[]
}

/** The ceremony an answer belongs to. Its challenge is found under these members only (AT-04, AT-27). */
export type ChallengeOwner =
  | { purpose: 'register' | 'trial'; registrationId: string; holderId?: string }
  | { purpose: 'sign_in'; deviceAuthorizationId: string; holderId?: string }
  | { purpose: 'my_page' }
