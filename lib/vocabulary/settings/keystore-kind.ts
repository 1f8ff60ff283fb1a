/** Adapter that keeps signing keys. */
export const keystoreKinds = ['sealed', 'pkcs11', 'kms'] as const

export type KeystoreKind = (typeof keystoreKinds)[number]

export function isKeystoreKind(value: unknown): value is KeystoreKind {
  return keystoreKinds.some((word) => word === value)
}
