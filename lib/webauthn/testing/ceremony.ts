import { verifyRegistration } from '../verify-registration'
import {
  type AssertionExpectations,
  offeredAlgorithms,
  type RegistrationExpectations,
  type RegistrationPolicy,
  type StoredCredential,
} from '../webauthn'
import { createSoftAuthenticator, type SoftAuthenticator, type SoftAuthenticatorOptions } from './soft-authenticator'

export const rpId = 'authority.example'
export const origin = 'https://authority.example'
export const challengeBytes = new Uint8Array(32).fill(7)
export const challenge = 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc'
export const at = new Date('2026-04-01T00:00:00Z')

export const openPolicy: RegistrationPolicy = {
  syncedPasskeys: 'allow',
  attestation: 'none',
  allowedAaguids: [],
  trustAnchorsDer: [],
}

export function registrationExpectations(policy: Partial<RegistrationPolicy> = {}): RegistrationExpectations {
  return {
    challenge: challengeBytes,
    origins: [origin],
    rpId,
    algorithms: offeredAlgorithms,
    policy: { ...openPolicy, ...policy },
    at,
  }
}

export function assertionExpectations(
  stored: StoredCredential,
  changes: Partial<AssertionExpectations> = {},
): AssertionExpectations {
  return {
    challenge: challengeBytes,
    origins: [origin],
    rpId,
    topOrigins: [],
    discoverable: false,
    allowedCredentialIds: [stored.credentialId],
    ...changes,
  }
}

export function newAuthenticator(options: Partial<SoftAuthenticatorOptions> = {}): SoftAuthenticator {
  return createSoftAuthenticator({ rpId, origin, ...options })
}

/** Registers the authenticator and returns what a phone's row would hold. */
export async function register(authenticator: SoftAuthenticator): Promise<StoredCredential> {
  const verdict = await verifyRegistration({
    response: authenticator.create({ challenge }),
    expectations: registrationExpectations(),
  })
  if (!verdict.accepted) throw new Error(`not registered: ${JSON.stringify(verdict.findings)}`)
  return { ...verdict.credential, userHandle: authenticator.userHandle() }
}
