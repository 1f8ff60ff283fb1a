/** State of a signing key: made ahead, in use by a credential, destroyed. */
export const signingKeyStates = ['free', 'assigned', 'destroyed'] as const

export type SigningKeyState = (typeof signingKeyStates)[number]

export function isSigningKeyState(value: unknown): value is SigningKeyState {
  return signingKeyStates.some((word) => word === value)
}
