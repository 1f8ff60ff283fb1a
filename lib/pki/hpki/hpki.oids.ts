/** Object identifiers of HPKI, the ministry's PKI for health care, and of ISO 17090. */
export const HPKI_OID = {
  /** id-hcpki-at-healthcareactor (ISO 17090-2). */
  hcRole: '1.0.17090.0.1',
  /** The coding scheme of HPKI's roles. */
  roleScheme: '1.2.392.100495.1.6.1.1',
  signaturePolicy: '1.2.392.100495.1.5.1.1.3.1',
  authenticationPolicy: '1.2.392.100495.1.5.1.2.3.1',
  /** Signature certificates of the test environment, issued under CAs in use: never acceptable unless a profile names it. */
  testSignaturePolicy: '1.2.392.100495.1.5.1.1.0.1',
} as const
