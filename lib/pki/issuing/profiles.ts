import { encodeName, type NameAttribute } from './encode-name'
import {
  type AuthorityKey,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  ocspResponderLocation,
  subjectDirectoryAttributes,
  subjectDirectoryName,
  subjectKeyIdentifier,
} from './extensions'
import type { CertificateTemplate } from './issue-certificate'
import type { SignatureAlgorithm } from './signature-algorithm'

/** What an issuer puts into everything it issues; `issuerOf` reads it from the issuer's certificate. */
export type Issuer = AuthorityKey & {
  /** DER Name: the subject of the issuer's certificate. */
  name: Uint8Array
  signatureAlgorithm: SignatureAlgorithm
}

/** `publicKey`: SubjectPublicKeyInfo, DER. `serialNumber`: hexadecimal. */
type Subject = {
  serialNumber: string
  subject: readonly NameAttribute[]
  notBefore: Date
  notAfter: Date
  publicKey: Uint8Array
}

/** A self-issued trust anchor; to be signed with the key of `publicKey`. */
export function rootCertificateTemplate(
  root: Subject & { signatureAlgorithm: SignatureAlgorithm },
): CertificateTemplate {
  const name = encodeName(root.subject)
  return {
    ...root,
    issuer: name,
    subject: name,
    extensions: [basicConstraints(null), keyUsage('keyCertSign', 'cRLSign'), subjectKeyIdentifier(root.publicKey)],
  }
}

/** A CA that issues to end entities only (path length 0), under critical policies. */
export function issuingCaTemplate(
  issuer: Issuer,
  ca: Subject & { policies: readonly string[]; crlUri?: string },
): CertificateTemplate {
  return issuedBy(issuer, ca, [
    basicConstraints(0),
    keyUsage('keyCertSign', 'cRLSign'),
    certificatePolicies(ca.policies),
    ...(ca.crlUri === undefined ? [] : [crlDistributionPoint(ca.crlUri)]),
  ])
}

/**
 * A second certificate in HPKI's signature profile: nonRepudiation only, no extended usage, one critical policy, the role as
 * hcRole, the name in kanji as directoryName, revocation by CRL.
 */
export function secondCertificateTemplate(
  issuer: Issuer,
  holder: Subject & {
    /** Name as it is written in Japanese, for the SubjectAltName. */
    japaneseName: readonly NameAttribute[]
    /** SubjectDirectoryAttributes, DER: `encodeHcRole(role)`. */
    hcRole: Uint8Array
    policy: string
    cpsUri?: string
    crlUri: string
    /** HPKI's own certificates name none. */
    ocspUri?: string
  },
): CertificateTemplate {
  return issuedBy(issuer, holder, [
    keyUsage('nonRepudiation'),
    certificatePolicies([holder.policy], holder.cpsUri),
    subjectDirectoryName(encodeName(holder.japaneseName)),
    subjectDirectoryAttributes(holder.hcRole),
    crlDistributionPoint(holder.crlUri),
    ...(holder.ocspUri === undefined ? [] : [ocspResponderLocation(holder.ocspUri)]),
  ])
}

/** A time-stamp authority: critical EKU timeStamping and no other (RFC 3161 §2.3). */
export function timestampAuthorityTemplate(
  issuer: Issuer,
  tsa: Subject & { policies?: readonly string[]; crlUri?: string },
): CertificateTemplate {
  return issuedBy(issuer, tsa, [
    keyUsage('digitalSignature', 'nonRepudiation'),
    extendedKeyUsage('1.3.6.1.5.5.7.3.8', true),
    ...(tsa.policies === undefined ? [] : [certificatePolicies(tsa.policies)]),
    ...(tsa.crlUri === undefined ? [] : [crlDistributionPoint(tsa.crlUri)]),
  ])
}

/** A responder to whom the issuer delegates OCSP (RFC 6960 §4.2.2.2), not itself to be asked about. */
export function ocspResponderTemplate(issuer: Issuer, responder: Subject): CertificateTemplate {
  return issuedBy(issuer, responder, [
    keyUsage('digitalSignature'),
    extendedKeyUsage('1.3.6.1.5.5.7.3.9', false),
    ocspNoCheck(),
  ])
}

function issuedBy(
  issuer: Issuer,
  subject: Subject,
  extensions: CertificateTemplate['extensions'],
): CertificateTemplate {
  return {
    ...subject,
    issuer: issuer.name,
    subject: encodeName(subject.subject),
    signatureAlgorithm: issuer.signatureAlgorithm,
    extensions: [authorityKeyIdentifier(issuer), subjectKeyIdentifier(subject.publicKey), ...extensions],
  }
}
