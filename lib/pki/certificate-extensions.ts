import { DER, type DerElement } from './der/der-element'
import { derFields } from './der/der-fields'
import {
  asUniversal,
  readBoolean,
  readNamedBits,
  readObjectId,
  readSequence,
  readSerialNumber,
  readSmallInteger,
} from './der/der-values'
import { derChildren } from './der/read-der'
import { type GeneralName, parseGeneralName, parseGeneralNames } from './general-name'
import { OID } from './pki.oids'
import { PkiError } from './pki-error'
import { parsePolicyInformation } from './policy-qualifiers'

/** Bits of keyUsage in their order (RFC 5280 §4.2.1.3). */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const

export type KeyUsage = (typeof KEY_USAGES)[number]
export type BasicConstraints = { isCa: boolean; pathLength: number | null }
export type PolicyMapping = { issuerDomainPolicy: string; subjectDomainPolicy: string }
export type PolicyConstraints = { requireExplicitPolicy: number | null; inhibitPolicyMapping: number | null }
export type NameConstraints = { permitted: readonly GeneralName[] | null; excluded: readonly GeneralName[] | null }

/** What AuthorityKeyIdentifier says about the issuer's certificate. */
export type AuthorityKey = {
  keyId: Uint8Array | null
  issuer: readonly GeneralName[] | null
  serialNumber: string | null
}

const maxPolicies = 256

/** RFC 5280 §4.2.1.9. */
export function parseBasicConstraints(element: DerElement): BasicConstraints {
  const fields = derFields(readSequence(element))
  const ca = fields.takeUniversal(DER.boolean)
  const pathLength = fields.takeUniversal(DER.integer)
  fields.end()
  const isCa = ca !== null && readBoolean(ca)
  if (!isCa && pathLength !== null) throw malformed('pathLenConstraint without cA')
  return { isCa, pathLength: pathLength === null ? null : readSmallInteger(pathLength) }
}

/** RFC 5280 §4.2.1.3: at least one bit; bits without a name are ignored. */
export function parseKeyUsage(element: DerElement): ReadonlySet<KeyUsage> {
  const usages = readNamedBits(element).flatMap((bit) => KEY_USAGES[bit] ?? [])
  if (usages.length === 0) throw malformed('no bit of keyUsage')
  return new Set(usages)
}

/** RFC 5280 §4.2.1.12. */
export function parseExtendedKeyUsage(element: DerElement): readonly string[] {
  return atLeastOne(readSequence(element)).map(readObjectId)
}

/** RFC 5280 §4.2.1.4: the policies, none twice, and the qualifiers among them that are not understood. */
export function parsePolicies(element: DerElement): {
  policies: readonly string[]
  unknownQualifiers: readonly string[]
} {
  const list = atLeastOne(readSequence(element)).map(parsePolicyInformation)
  const policies = list.map(({ policy }) => policy)
  if (new Set(policies).size !== policies.length || policies.length > maxPolicies) throw malformed('policies')
  return { policies, unknownQualifiers: list.flatMap(({ unknownQualifiers }) => unknownQualifiers) }
}

/** RFC 5280 §4.2.1.5. */
export function parsePolicyMappings(element: DerElement): readonly PolicyMapping[] {
  const mappings = atLeastOne(readSequence(element))
  if (mappings.length > maxPolicies) throw malformed('policy mappings')
  return mappings.map((mapping) => {
    const [issuer, subject, ...rest] = readSequence(mapping)
    if (rest.length > 0) throw malformed('policy mapping')
    return { issuerDomainPolicy: readObjectId(issuer), subjectDomainPolicy: readObjectId(subject) }
  })
}

/** RFC 5280 §4.2.1.11. */
export function parsePolicyConstraints(element: DerElement): PolicyConstraints {
  const fields = derFields(atLeastOne(readSequence(element)))
  const requireExplicitPolicy = readSkipCerts(fields.takeContext(0))
  const inhibitPolicyMapping = readSkipCerts(fields.takeContext(1))
  fields.end()
  return { requireExplicitPolicy, inhibitPolicyMapping }
}

/** RFC 5280 §4.2.1.10: `minimum` is 0 and `maximum` absent, as the profile demands. */
export function parseNameConstraints(element: DerElement): NameConstraints {
  const fields = derFields(atLeastOne(readSequence(element)))
  const permitted = fields.takeContext(0)
  const excluded = fields.takeContext(1)
  fields.end()
  return { permitted: readSubtrees(permitted), excluded: readSubtrees(excluded) }
}

/** RFC 5280 §4.2.1.1. */
export function parseAuthorityKey(element: DerElement): AuthorityKey {
  const fields = derFields(readSequence(element))
  const keyId = fields.takeContext(0)
  const issuer = fields.takeContext(1)
  const serialNumber = fields.takeContext(2)
  fields.end()
  return {
    keyId: keyId === null ? null : asUniversal(keyId, DER.octetString).contents,
    issuer: issuer === null ? null : parseGeneralNames(derChildren(issuer)),
    serialNumber: serialNumber === null ? null : readSerialNumber(asUniversal(serialNumber, DER.integer)),
  }
}

/** RFC 5280 §4.2.2.1: where OCSP responders of the certificate's issuer answer. */
export function parseOcspUris(element: DerElement): readonly string[] {
  return readSequence(element).flatMap((description) => {
    const [method, location, ...rest] = readSequence(description)
    if (location === undefined || rest.length > 0) throw malformed('AccessDescription')
    const name = parseGeneralName(location)
    return readObjectId(method) === '1.3.6.1.5.5.7.48.1' && name.kind === 'uri' ? [name.text] : []
  })
}

function readSkipCerts(element: DerElement | null): number | null {
  return element === null ? null : readSmallInteger(asUniversal(element, DER.integer))
}

function readSubtrees(element: DerElement | null): GeneralName[] | null {
  if (element === null) return null
  return atLeastOne(derChildren(element)).map((subtree) => {
    const [base, ...bounds] = readSequence(subtree)
    if (base === undefined || bounds.length > 0) throw malformed('minimum or maximum of a subtree')
    return parseGeneralName(base)
  })
}

function atLeastOne(elements: DerElement[]): DerElement[] {
  if (elements.length === 0) throw malformed('empty')
  return elements
}

function malformed(detail: string): PkiError {
  return new PkiError('extension_malformed', detail)
}

/** Extensions that path validation works on, or that say nothing it would have to act on (RFC 5280 §6.1.4 (o)). */
export const PROCESSED_EXTENSIONS: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
  OID.nameConstraints,
  OID.subjectAltName,
  OID.issuerAltName,
  OID.crlDistributionPoints,
  OID.authorityKeyIdentifier,
  OID.subjectKeyIdentifier,
])
