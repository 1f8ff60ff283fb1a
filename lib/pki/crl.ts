import { type AlgorithmIdentifier, parseAlgorithm } from './algorithm'
import { parseAuthorityKey } from './certificate-extensions'
import { type CrlEntries, readCrlEntries } from './crl-entries'
import { DER, type DerElement } from './der/der-element'
import { derFields } from './der/der-fields'
import { readTime } from './der/der-time'
import { readBitStringOctets, readExplicit, readInteger, readSequence, readSmallInteger } from './der/der-values'
import { readDer } from './der/read-der'
import { type IssuingDistributionPoint, parseIssuingDistributionPoint } from './distribution-point'
import { type Extensions, parseExtensions, parseExtensionValue } from './extensions'
import { type Name, parseName } from './name'
import { OID } from './pki.oids'
import { PkiError } from './pki-error'

/** A CRL as it claims to be; look entries up with `findCrlEntry`. */
export type Crl = {
  der: Uint8Array
  tbs: Uint8Array
  issuer: Name
  thisUpdate: Date
  nextUpdate: Date | null
  entries: CrlEntries
  extensions: Extensions
  crlNumber: bigint | null
  /** BaseCRLNumber of a delta CRL, `null` for a complete one. */
  deltaBase: bigint | null
  issuingDistributionPoint: IssuingDistributionPoint | null
  authorityKeyId: Uint8Array | null
  signatureAlgorithm: AlgorithmIdentifier
  tbsSignatureAlgorithm: AlgorithmIdentifier
  signature: Uint8Array
}

const limits = { maxOctets: 16 * 1024 * 1024, maxDepth: 24 }

/**
 * Parses one DER CRL of at most 16 MiB (RFC 5280 §5.1). No signature and no time is judged here. The octets
 * are copied: what the caller does to them later changes nothing.
 * @throws {PkiError} der_*, crl_malformed, name_malformed, extension_*
 */
export function parseCrl(octets: Uint8Array): Crl {
  const reading = readCrl(octets)
  for (;;) {
    const step = reading.next()
    if (step.done) return step.value
  }
}

/**
 * As `parseCrl`, for large ones: between two steps of a few milliseconds `letOthersRun` is awaited.
 * @throws {PkiError} as `parseCrl`
 */
export async function parseCrlInSteps(octets: Uint8Array, letOthersRun: () => Promise<unknown>): Promise<Crl> {
  const reading = readCrl(octets)
  for (;;) {
    const step = reading.next()
    if (step.done) return step.value
    await letOthersRun()
  }
}

function* readCrl(octets: Uint8Array): Generator<void, Crl> {
  const der = new Uint8Array(octets)
  const [tbs, algorithm, signature, ...rest] = readSequence(readDer(der, limits))
  if (tbs === undefined || algorithm === undefined || rest.length > 0) throw malformed('CertificateList')
  return {
    der,
    tbs: tbs.octets,
    ...(yield* readTbs(tbs)),
    signatureAlgorithm: parseAlgorithm(algorithm),
    signature: readBitStringOctets(signature),
  }
}

function* readTbs(element: DerElement): Generator<void, Omit<Crl, 'der' | 'tbs' | 'signatureAlgorithm' | 'signature'>> {
  const fields = derFields(readSequence(element))
  const version = fields.takeUniversal(DER.integer)
  const isV2 = version !== null
  if (isV2 && readSmallInteger(version) !== 1) throw malformed('version')
  const tbsSignatureAlgorithm = parseAlgorithm(fields.take())
  const issuer = parseName(fields.take())
  const thisUpdate = readTime(fields.take())
  const nextUpdate = fields.takeUniversal(DER.utcTime, DER.generalizedTime)
  const revoked = fields.takeUniversal(DER.sequence)
  const extensionsElement = fields.takeContext(0)
  fields.end()
  if (issuer.rdns.length === 0 || (!isV2 && extensionsElement !== null)) throw malformed('issuer or version')
  const extensions: Extensions =
    extensionsElement === null ? new Map() : parseExtensions(readExplicit(extensionsElement, 0))
  const issuingDistributionPoint = parseExtensionValue(
    extensions,
    OID.issuingDistributionPoint,
    parseIssuingDistributionPoint,
  )
  const deltaBase = parseExtensionValue(extensions, OID.deltaCrlIndicator, readInteger)
  return {
    tbsSignatureAlgorithm,
    issuer,
    thisUpdate,
    nextUpdate: nextUpdate === null ? null : readTime(nextUpdate),
    entries: yield* readCrlEntries(revoked, {
      issuer,
      isV2,
      isIndirect: issuingDistributionPoint?.isIndirect === true,
    }),
    extensions,
    crlNumber: parseExtensionValue(extensions, OID.crlNumber, readInteger),
    deltaBase,
    issuingDistributionPoint,
    authorityKeyId: parseExtensionValue(extensions, OID.authorityKeyIdentifier, parseAuthorityKey)?.keyId ?? null,
  }
}

function malformed(detail: string): PkiError {
  return new PkiError('crl_malformed', detail)
}
