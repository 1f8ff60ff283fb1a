import { DER, type DerElement } from './der/der-element'
import { derFields } from './der/der-fields'
import { asUniversal, readBoolean, readNamedBits, readSequence } from './der/der-values'
import { derChildren } from './der/read-der'
import { type GeneralName, parseGeneralNames } from './general-name'
import { appendRdn, type Name, type NameAttribute, parseRdn } from './name'
import { PkiError } from './pki-error'

/** Where a CRL lies: full names, or one RDN to be added to the CRL issuer's name. */
export type DistributionPointName =
  | { kind: 'full'; names: readonly GeneralName[] }
  | { kind: 'relative'; rdn: { attributes: readonly NameAttribute[]; key: string } }

/** Bits 1 to 8 of ReasonFlags as a mask; all reasons where none are named. */
export type ReasonMask = number
export const ALL_REASONS: ReasonMask = 0x1fe

/** DistributionPoint (RFC 5280 §4.2.1.13). */
export type DistributionPoint = {
  name: DistributionPointName | null
  reasons: ReasonMask
  crlIssuer: readonly Name[] | null
}

/** IssuingDistributionPoint (RFC 5280 §5.2.5). */
export type IssuingDistributionPoint = {
  name: DistributionPointName | null
  onlyUserCertificates: boolean
  onlyCaCertificates: boolean
  onlyAttributeCertificates: boolean
  reasons: ReasonMask
  isIndirect: boolean
}

const maxPoints = 64

/** CRLDistributionPoints, also FreshestCRL. @throws {PkiError} extension_malformed, der_malformed */
export function parseDistributionPoints(element: DerElement): readonly DistributionPoint[] {
  const points = readSequence(element)
  if (points.length === 0 || points.length > maxPoints) throw new PkiError('extension_malformed', 'distribution points')
  return points.map(parseDistributionPoint)
}

/** @throws {PkiError} extension_malformed, der_malformed */
export function parseIssuingDistributionPoint(element: DerElement): IssuingDistributionPoint {
  const fields = derFields(readSequence(element))
  const point = {
    name: readPointName(fields.takeContext(0)),
    onlyUserCertificates: readFlag(fields.takeContext(1)),
    onlyCaCertificates: readFlag(fields.takeContext(2)),
    reasons: readReasons(fields.takeContext(3)),
    isIndirect: readFlag(fields.takeContext(4)),
    onlyAttributeCertificates: readFlag(fields.takeContext(5)),
  }
  fields.end()
  const scopes = [point.onlyUserCertificates, point.onlyCaCertificates, point.onlyAttributeCertificates]
  if (scopes.filter(Boolean).length > 1) throw new PkiError('extension_malformed', 'more than one scope')
  return point
}

/** The names under which the point is found; a relative name is added to the CRL issuer's. */
export function namesOfPoint(name: DistributionPointName, crlIssuer: Name): readonly GeneralName[] {
  return name.kind === 'full' ? name.names : [{ kind: 'directory', name: appendRdn(crlIssuer, name.rdn) }]
}

function parseDistributionPoint(element: DerElement): DistributionPoint {
  const fields = derFields(readSequence(element))
  const name = readPointName(fields.takeContext(0))
  const reasons = readReasons(fields.takeContext(1))
  const crlIssuer = readCrlIssuer(fields.takeContext(2))
  fields.end()
  if (name === null && crlIssuer === null) throw new PkiError('extension_malformed', 'empty distribution point')
  return { name, reasons, crlIssuer }
}

function readPointName(element: DerElement | null): DistributionPointName | null {
  if (element === null) return null
  const [choice, ...rest] = derChildren(element)
  if (choice?.tagClass !== 'context' || rest.length > 0) throw new PkiError('extension_malformed', 'point name')
  if (choice.tag === 0) return { kind: 'full', names: parseGeneralNames(derChildren(choice)) }
  if (choice.tag !== 1) throw new PkiError('extension_malformed', 'point name')
  return { kind: 'relative', rdn: parseRdn(asUniversal(choice, DER.set)) }
}

function readReasons(element: DerElement | null): ReasonMask {
  if (element === null) return ALL_REASONS
  return readNamedBits(asUniversal(element, DER.bitString)).reduce((mask, bit) => mask | (1 << bit), 0) & ALL_REASONS
}

function readCrlIssuer(element: DerElement | null): readonly Name[] | null {
  if (element === null) return null
  return parseGeneralNames(derChildren(element)).flatMap((name) => (name.kind === 'directory' ? [name.name] : []))
}

function readFlag(element: DerElement | null): boolean {
  return element !== null && readBoolean(asUniversal(element, DER.boolean))
}
