import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '../certificate'
import {
  type DigestAlgorithm,
  digest,
  digestAlgorithmOf,
  encodeDigestAlgorithm,
  readPlainAlgorithm,
} from '../cms/digest-algorithm'
import type { DerElement } from '../der/der-element'
import { derFields } from '../der/der-fields'
import { readOctetString, readSequence, readSerialNumber } from '../der/der-values'
import { encodeNull, encodeObjectId, encodeOctetString, encodeSequence } from '../der/write-der'
import { encodeSerialNumber } from '../issuing/encode-serial-number'
import { publicKeyBits } from '../issuing/public-key-bits'

/** CertID (RFC 6960 §4.1.1): which certificate of which issuer. */
export type CertId = {
  /** `null` for a hash function that is not taken. */
  hashAlgorithm: DigestAlgorithm | 'sha1' | null
  issuerNameHash: Uint8Array
  issuerKeyHash: Uint8Array
  /** Lower-case hex. */
  serialNumber: string
  /** The whole element, to be repeated as it is. */
  octets: Uint8Array
}

type CertIdIssuer = Pick<Certificate, 'subject' | 'publicKey'>

const sha1 = '1.3.14.3.2.26'

/** SHA-1 by RFC 5019 §2.1.1, for responders that know nothing else; nothing is secured by this hash. */
export function encodeCertId(
  issuer: CertIdIssuer,
  serialNumber: string,
  algorithm: 'sha1' | 'sha256' = 'sha256',
): Uint8Array<ArrayBuffer> {
  return encodeSequence(
    algorithm === 'sha1' ? encodeSequence(encodeObjectId(sha1), encodeNull()) : encodeDigestAlgorithm(algorithm),
    encodeOctetString(digest(algorithm, issuer.subject.der)),
    encodeOctetString(digest(algorithm, publicKeyBits(issuer.publicKey))),
    encodeSerialNumber(serialNumber),
  )
}

/** @throws {PkiError} der_malformed */
export function parseCertId(element: DerElement): CertId {
  const fields = derFields(readSequence(element))
  const algorithm = readPlainAlgorithm(fields.take())
  const issuerNameHash = readOctetString(fields.take())
  const issuerKeyHash = readOctetString(fields.take())
  const serialNumber = readSerialNumber(fields.take())
  fields.end()
  const hashAlgorithm = algorithm === sha1 ? 'sha1' : digestAlgorithmOf(algorithm)
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber, octets: element.octets }
}

/** Whether the issuer meant is this one: by name and by key. */
export function isCertIdOfIssuer(id: CertId, issuer: CertIdIssuer): boolean {
  if (id.hashAlgorithm === null) return false
  return (
    equalBytes(id.issuerNameHash, digest(id.hashAlgorithm, issuer.subject.der)) &&
    equalBytes(id.issuerKeyHash, digest(id.hashAlgorithm, publicKeyBits(issuer.publicKey)))
  )
}
