/** RSASSA-PKCS1-v1_5 with a 2048-bit modulus, or ECDSA on P-256; both over SHA-256 digests made by the caller. */
export const signingKeyAlgorithms = ['rsa-2048', 'p-256'] as const

export type SigningKeyAlgorithm = (typeof signingKeyAlgorithms)[number]

export function isSigningKeyAlgorithm(value: unknown): value is SigningKeyAlgorithm {
  return signingKeyAlgorithms.some((word) => word === value)
}
