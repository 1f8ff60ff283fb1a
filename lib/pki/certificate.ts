import { type AlgorithmIdentifier, parseAlgorithm } from './algorithm'
import {
  type AuthorityKey,
  type BasicConstraints,
  type KeyUsage,
  type NameConstraints,
  type PolicyConstraints,
  type PolicyMapping,
  parseAuthorityKey,
  parseBasicConstraints,
  parseExtendedKeyUsage,
  parseKeyUsage,
  parseNameConstraints,
  parseOcspUris,
  parsePolicies,
  parsePolicyConstraints,
  parsePolicyMappings,
} from './certificate-extensions'
import { DER, type DerElement } from './der/der-element'
import { derFields } from './der/der-fields'
import { readTime } from './der/der-time'
import {
  asUniversal,
  readBitString,
  readBitStringOctets,
  readExplicit,
  readOctetString,
  readSequence,
  readSerialNumber,
  readSmallInteger,
} from './der/der-values'
import { readDer } from './der/read-der'
import { type DistributionPoint, parseDistributionPoints } from './distribution-point'
import { type Extensions, parseExtensions, parseExtensionValue } from './extensions'
import { type GeneralName, parseGeneralNames } from './general-name'
import { type Name, parseName } from './name'
import { OID } from './pki.oids'
import { PkiError } from './pki-error'
import { type KeyAlgorithm, parseKeyAlgorithm } from './public-key'

/** A certificate as it claims to be: nothing in it is proven until a path is validated. */
export type Certificate = {
  der: Uint8Array
  tbs: Uint8Array
  version: 1 | 2 | 3
  /** Lower-case hex without leading zero octets. */
  serialNumber: string
  issuer: Name
  subject: Name
  notBefore: Date
  notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array
  keyAlgorithm: KeyAlgorithm
  signatureAlgorithm: AlgorithmIdentifier
  tbsSignatureAlgorithm: AlgorithmIdentifier
  signature: Uint8Array
  extensions: Extensions
  basicConstraints: BasicConstraints | null
  keyUsage: ReadonlySet<KeyUsage> | null
  extendedKeyUsage: readonly string[] | null
  policies: readonly string[] | null
  /** Policy qualifiers that are neither a CPS pointer nor a user notice (RFC 5280 §4.2.1.4). */
  unknownPolicyQualifiers: readonly string[]
  policyMappings: readonly PolicyMapping[]
  policyConstraints: PolicyConstraints | null
  inhibitAnyPolicy: number | null
  nameConstraints: NameConstraints | null
  subjectAltNames: readonly GeneralName[]
  subjectKeyId: Uint8Array | null
  authorityKeyId: Uint8Array | null
  authorityKey: AuthorityKey | null
  crlDistributionPoints: readonly DistributionPoint[]
  ocspUris: readonly string[]
  /** The value of the extension, DER, not interpreted here. */
  subjectDirectoryAttributes: Uint8Array | null
}

const limits = { maxOctets: 64 * 1024, maxDepth: 24 }

/**
 * Parses one DER certificate of at most 64 KiB (RFC 5280 §4.1), with every extension that path validation interprets.
 * No signature, no time and no key usage is judged here. The octets
 * are copied: what the caller does to them later changes nothing.
 * @throws {PkiError} der_*, certificate_malformed, name_malformed, public_key_malformed, extension_*
 */
export function parseCertificate(octets: Uint8Array): Certificate {
  const der = new Uint8Array(octets)
  const [tbs, algorithm, signature, ...rest] = readSequence(readDer(der, limits))
  if (tbs === undefined || algorithm === undefined || rest.length > 0) throw malformed('Certificate')
  const fields = parseTbs(tbs)
  return {
    der,
    tbs: tbs.octets,
    ...fields,
    signatureAlgorithm: parseAlgorithm(algorithm),
    signature: readBitStringOctets(signature),
    ...interpretExtensions(fields.extensions),
  }
}

function parseTbs(element: DerElement) {
  const fields = derFields(readSequence(element))
  const version = readVersion(fields.takeContext(0))
  const serialNumber = readSerialNumber(fields.take())
  const tbsSignatureAlgorithm = parseAlgorithm(fields.take())
  const issuer = parseName(fields.take())
  const [notBefore, notAfter, ...noMore] = readSequence(fields.take())
  if (noMore.length > 0) throw malformed('Validity')
  const subject = parseName(fields.take())
  const spki = fields.take()
  const uniqueIds = [fields.takeContext(1), fields.takeContext(2)].filter((id) => id !== null)
  for (const id of uniqueIds) readBitString(asUniversal(id, DER.bitString))
  const extensions = fields.takeContext(3)
  fields.end()
  if ((uniqueIds.length > 0 && version < 2) || (extensions !== null && version < 3)) throw malformed('version')
  if (issuer.rdns.length === 0) throw malformed('empty issuer')
  return {
    version,
    serialNumber,
    tbsSignatureAlgorithm,
    issuer,
    subject,
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    publicKey: spki.octets,
    keyAlgorithm: parseKeyAlgorithm(spki),
    extensions: extensions === null ? new Map() : parseExtensions(readExplicit(extensions, 3)),
  }
}

function interpretExtensions(extensions: Extensions) {
  const authorityKey = parseExtensionValue(extensions, OID.authorityKeyIdentifier, parseAuthorityKey)
  const policies = parseExtensionValue(extensions, OID.certificatePolicies, parsePolicies)
  parseExtensionValue(extensions, OID.issuerAltName, (names) => parseGeneralNames(readSequence(names)))
  return {
    basicConstraints: parseExtensionValue(extensions, OID.basicConstraints, parseBasicConstraints),
    keyUsage: parseExtensionValue(extensions, OID.keyUsage, parseKeyUsage),
    extendedKeyUsage: parseExtensionValue(extensions, OID.extendedKeyUsage, parseExtendedKeyUsage),
    policies: policies?.policies ?? null,
    unknownPolicyQualifiers: policies?.unknownQualifiers ?? [],
    policyMappings: parseExtensionValue(extensions, OID.policyMappings, parsePolicyMappings) ?? [],
    policyConstraints: parseExtensionValue(extensions, OID.policyConstraints, parsePolicyConstraints),
    inhibitAnyPolicy: parseExtensionValue(extensions, OID.inhibitAnyPolicy, readSmallInteger),
    nameConstraints: parseExtensionValue(extensions, OID.nameConstraints, parseNameConstraints),
    subjectAltNames:
      parseExtensionValue(extensions, OID.subjectAltName, (names) => parseGeneralNames(readSequence(names))) ?? [],
    subjectKeyId: parseExtensionValue(extensions, OID.subjectKeyIdentifier, readOctetString),
    authorityKey,
    authorityKeyId: authorityKey?.keyId ?? null,
    crlDistributionPoints: parseExtensionValue(extensions, OID.crlDistributionPoints, parseDistributionPoints) ?? [],
    ocspUris: parseExtensionValue(extensions, OID.authorityInfoAccess, parseOcspUris) ?? [],
    subjectDirectoryAttributes: extensions.get(OID.subjectDirectoryAttributes)?.value ?? null,
  }
}

function readVersion(element: DerElement | null): 1 | 2 | 3 {
  if (element === null) return 1
  const version = readSmallInteger(readExplicit(element, 0))
  if (version === 1) return 2
  if (version === 2) return 3
  throw malformed('version')
}

function malformed(detail: string): PkiError {
  return new PkiError('certificate_malformed', detail)
}

/** Issuer and subject are the same name (RFC 5280 §6.1): key roll-over, or a root. */
export function isSelfIssued({ issuer, subject }: Certificate): boolean {
  return issuer.keys.length === subject.keys.length && issuer.keys.every((key, index) => key === subject.keys[index])
}
