/** State of a second certificate. */
export const credentialStates = ['active', 'suspended', 'revoked'] as const

export type CredentialState = (typeof credentialStates)[number]

export function isCredentialState(value: unknown): value is CredentialState {
  return credentialStates.some((word) => word === value)
}
