import { equalBytes, joinBytes } from '@/lib/kernel/bytes'
import { type AlgorithmIdentifier, parseAlgorithm } from '../algorithm'
import { readBer } from '../der/ber-to-der'
import { DER, type DerElement, isContext, isUniversal } from '../der/der-element'
import { derFields } from '../der/der-fields'
import {
  asUniversal,
  readExplicit,
  readObjectId,
  readOctetString,
  readSequence,
  readSerialNumber,
  readSet,
  readSmallInteger,
} from '../der/der-values'
import { derChildren } from '../der/read-der'
import { encodeSetOf, encodeUniversal } from '../der/write-der'
import { type Name, parseName } from '../name'
import { PkiError } from '../pki-error'

/** How a SignerInfo names its certificate; the serial number in lower-case hex. */
export type SignerIdentifier =
  | { type: 'issuerAndSerialNumber'; issuer: Name; serialNumber: string }
  | { type: 'subjectKeyIdentifier'; keyId: Uint8Array }

/** A SignerInfo (RFC 5652 §5.3). Nothing of it is verified yet. */
export type SignerInfo = {
  identifier: SignerIdentifier
  digestAlgorithm: AlgorithmIdentifier
  signatureAlgorithm: AlgorithmIdentifier
  /**
   * What may have been signed: DER of the SET OF Attribute in the order received, as most makers sign it, and in that of DER
   * (RFC 5652 §5.4) where it is another. Empty when there are no signed attributes.
   */
  signedAttributesDer: readonly Uint8Array[]
  /** The values of each signed attribute by its type. */
  signedAttributes: ReadonlyMap<string, readonly DerElement[]>
  signature: Uint8Array
}

export type SignedData = {
  contentType: string
  /** Octets of the encapsulated content; `null` when it is detached. */
  content: Uint8Array | null
  /** DER of each X.509 certificate inside; candidates, never trust. */
  certificates: readonly Uint8Array[]
  /** DER of each CRL inside; candidates, never trust. */
  crls: readonly Uint8Array[]
  signers: readonly SignerInfo[]
}

const signedDataType = '1.2.840.113549.1.7.2'

/**
 * Reads a CMS ContentInfo with SignedData (RFC 5652 §5.1) in BER, to its last byte. Verifies nothing.
 * @throws {PkiError} der_malformed, der_too_large, der_too_deep
 */
export function parseSignedData(octets: Uint8Array, maxOctets: number): SignedData {
  const info = derFields(readSequence(readBer(octets, { maxOctets, maxDepth: 32 })))
  if (readObjectId(info.take()) !== signedDataType) throw malformed('SignedData')
  const fields = derFields(readSequence(readExplicit(info.take(), 0)))
  info.end()
  // RFC 5652 §5.1: content of another type than id-data makes it version 3, other kinds of certificates and CRLs 4 and 5.
  if (![3, 4, 5].includes(readSmallInteger(fields.take()))) throw malformed('version of SignedData')
  for (const algorithm of readSet(fields.take())) parseAlgorithm(algorithm)
  const encapsulated = derFields(readSequence(fields.take()))
  const contentType = readObjectId(encapsulated.take())
  const wrapped = encapsulated.takeContext(0)
  encapsulated.end()
  const certificates = fields.takeContext(0)
  const crls = fields.takeContext(1)
  const signers = readSet(fields.take()).map(readSignerInfo)
  fields.end()
  return {
    contentType,
    content: wrapped === null ? null : readOctetString(readExplicit(wrapped, 0)),
    certificates: listOf(certificates),
    crls: listOf(crls),
    signers,
  }
}

/** The plain X.509 members of a CertificateSet or a RevocationInfoChoices; other choices are left aside. */
function listOf(element: DerElement | null): Uint8Array[] {
  if (element === null) return []
  return derChildren(element)
    .filter((child) => isUniversal(child, DER.sequence))
    .map(({ octets }) => octets)
}

function readSignerInfo(element: DerElement): SignerInfo {
  const fields = derFields(readSequence(element))
  const version = readSmallInteger(fields.take())
  const identifier = readIdentifier(fields.take())
  const digestAlgorithm = parseAlgorithm(fields.take())
  const attributes = fields.takeContext(0)
  const signatureAlgorithm = parseAlgorithm(fields.take())
  const signature = readOctetString(fields.take())
  const unsigned = fields.takeContext(1)
  if (unsigned !== null) readAttributes(unsigned)
  fields.end()
  if (version !== (identifier.type === 'issuerAndSerialNumber' ? 1 : 3)) throw malformed('version of SignerInfo')
  return {
    identifier,
    digestAlgorithm,
    signatureAlgorithm,
    signature,
    signedAttributes: attributes === null ? new Map() : readAttributes(attributes),
    signedAttributesDer: attributes === null ? [] : signedForms(attributes),
  }
}

/** RFC 5652 §5.4: signed as an explicit SET OF, not under its context tag. */
function signedForms(attributes: DerElement): Uint8Array[] {
  const received = encodeUniversal(DER.set, attributes.contents)
  const sorted = encodeSetOf(...derChildren(attributes).map(({ octets }) => octets))
  return equalBytes(received, sorted) ? [received] : [received, sorted]
}

function readIdentifier(element: DerElement): SignerIdentifier {
  if (isContext(element, 0)) {
    return { type: 'subjectKeyIdentifier', keyId: readKeyId(element) }
  }
  const fields = derFields(readSequence(element))
  const issuer = parseName(fields.take())
  const serialNumber = readSerialNumber(fields.take())
  fields.end()
  return { type: 'issuerAndSerialNumber', issuer, serialNumber }
}

/** An implicit tag hides that it is a string: in BER it may have been cut into segments. */
function readKeyId(element: DerElement): Uint8Array {
  if (!element.isConstructed) return readOctetString(asUniversal(element, DER.octetString))
  return joinBytes(derChildren(element).map(readOctetString))
}

/** Each type at most once (RFC 5652 §11). */
function readAttributes(element: DerElement): Map<string, readonly DerElement[]> {
  const attributes = new Map<string, readonly DerElement[]>()
  for (const attribute of readSet(asUniversal(element, DER.set))) {
    const fields = derFields(readSequence(attribute))
    const type = readObjectId(fields.take())
    const values = readSet(fields.take())
    fields.end()
    if (attributes.has(type)) throw malformed('an attribute twice')
    attributes.set(type, values)
  }
  return attributes
}

function malformed(detail: string): PkiError {
  return new PkiError('der_malformed', detail)
}
