/** State of a request in the authority’s signature ledger. */
export const signatureRequestStates = ['reserved', 'completed', 'released'] as const

export type SignatureRequestState = (typeof signatureRequestStates)[number]

export function isSignatureRequestState(value: unknown): value is SignatureRequestState {
  return signatureRequestStates.some((word) => word === value)
}
