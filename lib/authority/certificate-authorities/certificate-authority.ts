import type { StoredKey } from '../signing-keys/signing-key.store'

/** Names of the hierarchy that is made when none is configured. The paths of CRLs and certificates contain them. */
export const testRootName = 'test-root'
export const testIssuingName = 'test-issuing'

/** A certificate authority whose key the keystore holds. */
export type CertificateAuthority = {
  id: string
  name: string
  certificate: Uint8Array<ArrayBuffer>
  isTest: boolean
  key: StoredKey
  bindingMac: Uint8Array<ArrayBuffer>
}

/** A row as an operator's list shows it. */
export type ListedCertificateAuthority = {
  id: string
  name: string
  certificate: Uint8Array<ArrayBuffer>
  isTest: boolean
  /** Otherwise only a certificate above others. */
  hasKey: boolean
  isRetired: boolean
  /** Neither revoked nor expired. */
  liveCertificates: number
}
