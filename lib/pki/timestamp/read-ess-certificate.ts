import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '../certificate'
import { type DigestAlgorithm, digest, digestAlgorithmOf, readPlainAlgorithm } from '../cms/digest-algorithm'
import type { SignerInfo } from '../cms/parse-signed-data'
import { DER, type DerElement } from '../der/der-element'
import { derFields } from '../der/der-fields'
import { readOctetString, readSequence, readSerialNumber } from '../der/der-values'
import { parseGeneralNames } from '../general-name'
import { isSameName, type Name } from '../name'
import { PkiError } from '../pki-error'
import { parsePolicyInformation } from '../policy-qualifiers'
import { TIMESTAMP_OID } from './timestamp.oids'

const maxCertificateIds = 32

/** The first ESSCertID (RFC 2634 §5.4.1) or ESSCertIDv2 (RFC 5035 §4): the certificate that the signature is bound to. */
export type EssCertificateId = {
  /** `null` for a hash function that is not taken. */
  hashAlgorithm: DigestAlgorithm | 'sha1' | null
  certificateHash: Uint8Array
  issuerSerial: { issuer: Name | null; serialNumber: string } | null
}

/**
 * Every signing certificate attribute of a signer; v1 is bound by SHA-1, which still finds the certificate because the
 * signature itself is verified with it.
 * @throws {PkiError} der_malformed
 */
export function readEssCertificateIds({ signedAttributes }: SignerInfo): EssCertificateId[] {
  return [
    ...(signedAttributes.get(TIMESTAMP_OID.signingCertificate) ?? []).map((value) => readFirst(value, readVersion1)),
    ...(signedAttributes.get(TIMESTAMP_OID.signingCertificateV2) ?? []).map((value) => readFirst(value, readVersion2)),
  ]
}

/** Whether the identifier is that certificate's: hash, and issuer and serial number where they are given. */
export function isEssCertificate(id: EssCertificateId, certificate: Certificate): boolean {
  if (id.hashAlgorithm === null) return false
  if (!equalBytes(digest(id.hashAlgorithm, certificate.der), id.certificateHash)) return false
  if (id.issuerSerial === null) return true
  const { issuer, serialNumber } = id.issuerSerial
  return serialNumber === certificate.serialNumber && issuer !== null && isSameName(issuer, certificate.issuer)
}

function readFirst(value: DerElement, readId: (element: DerElement) => EssCertificateId): EssCertificateId {
  const fields = derFields(readSequence(value))
  const [first, ...others] = readSequence(fields.take()).map(readId)
  const policies = fields.takeUniversal(DER.sequence)
  fields.end()
  if (first === undefined) throw new PkiError('der_malformed', 'no certificate identifier')
  if (others.length > maxCertificateIds) throw new PkiError('der_too_large', 'certificate identifiers')
  if (policies !== null) readSequence(policies).map(parsePolicyInformation)
  return first
}

function readVersion1(element: DerElement): EssCertificateId {
  const fields = derFields(readSequence(element))
  const certificateHash = readOctetString(fields.take())
  const issuerSerial = fields.takeUniversal(DER.sequence)
  fields.end()
  return { hashAlgorithm: 'sha1', certificateHash, issuerSerial: readIssuerSerial(issuerSerial) }
}

/** The hash algorithm left out is SHA-256. */
function readVersion2(element: DerElement): EssCertificateId {
  const fields = derFields(readSequence(element))
  const algorithm = fields.takeUniversal(DER.sequence)
  const certificateHash = readOctetString(fields.take())
  const issuerSerial = fields.takeUniversal(DER.sequence)
  fields.end()
  const hashAlgorithm = algorithm === null ? 'sha256' : digestAlgorithmOf(readPlainAlgorithm(algorithm))
  return { hashAlgorithm, certificateHash, issuerSerial: readIssuerSerial(issuerSerial) }
}

function readIssuerSerial(element: DerElement | null): EssCertificateId['issuerSerial'] {
  if (element === null) return null
  const fields = derFields(readSequence(element))
  const [name] = parseGeneralNames(readSequence(fields.take()))
  const serialNumber = readSerialNumber(fields.take())
  fields.end()
  return { issuer: name?.kind === 'directory' ? name.name : null, serialNumber }
}
