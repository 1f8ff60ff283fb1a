import { keyIdOf } from './extensions'
import type { Issuer } from './profiles'

/** What of a parsed CA certificate its issuing needs. */
export type IssuerCertificate = {
  subject: { der: Uint8Array }
  issuer: { der: Uint8Array }
  serialNumber: string
  subjectKeyId: Uint8Array | null
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array
  keyAlgorithm: { type: string }
}

/** The issuer that a CA certificate (of `parseCertificate`) describes, for the templates of this folder. */
export function issuerOf(certificate: IssuerCertificate): Issuer {
  return {
    name: certificate.subject.der,
    keyId: certificate.subjectKeyId ?? keyIdOf(certificate.publicKey),
    certificate: { issuer: certificate.issuer.der, serialNumber: certificate.serialNumber },
    signatureAlgorithm: certificate.keyAlgorithm.type === 'rsa' ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA256',
  }
}
