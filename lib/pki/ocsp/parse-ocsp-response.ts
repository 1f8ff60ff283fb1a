import { type AlgorithmIdentifier, parseAlgorithm } from '../algorithm'
import { DER, type DerElement } from '../der/der-element'
import { derFields } from '../der/der-fields'
import { readGeneralizedTime } from '../der/der-time'
import {
  asUniversal,
  readBitStringOctets,
  readExplicit,
  readNull,
  readObjectId,
  readOctetString,
  readSequence,
  readSmallInteger,
} from '../der/der-values'
import { readDer } from '../der/read-der'
import { type Extensions, parseExtensions, parseExtensionValue } from '../extensions'
import { type Name, parseName } from '../name'
import { PkiError } from '../pki-error'
import { type CertId, parseCertId } from './cert-id'
import { readNonce } from './nonce-extension'

/** OCSPResponseStatus other than `successful` (RFC 6960 §4.2.1). */
export const ocspFailures = {
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const

export type OcspFailure = keyof typeof ocspFailures

export type SingleResponse = {
  certId: CertId
  status: { type: 'good' | 'unknown' } | { type: 'revoked'; revokedAt: Date; reason: number | null }
  thisUpdate: Date
  nextUpdate: Date | null
  /** Since when the responder remembers certificates past their end. */
  archiveCutoff: Date | null
  extensions: Extensions
}

/** A BasicOCSPResponse as it claims to be; the signature fields are those that a certificate has too. */
export type BasicOcspResponse = {
  tbs: Uint8Array
  signatureAlgorithm: AlgorithmIdentifier
  tbsSignatureAlgorithm: AlgorithmIdentifier
  signature: Uint8Array
  /** DER; candidates, never trust. */
  certificates: readonly Uint8Array[]
  responder: { type: 'name'; name: Name } | { type: 'key'; keyHash: Uint8Array }
  producedAt: Date
  responses: readonly SingleResponse[]
  extensions: Extensions
  nonce: Uint8Array | null
}

export type OcspResponse = BasicOcspResponse | { failure: OcspFailure | 'unknown' } | { unsupportedType: string }

/** Octets of a response that is read at all. */
export const maxOcspResponseOctets = 64 * 1024
const limits = { maxOctets: maxOcspResponseOctets, maxDepth: 28 }
/** id-pkix-ocsp-archive-cutoff (RFC 6960 §4.4.4). */
export const archiveCutoff = '1.3.6.1.5.5.7.48.1.6'
const basicResponse = '1.3.6.1.5.5.7.48.1.1'
const maxAnswers = 64

/** Parses an OCSPResponse (RFC 6960 §4.2.1). Nothing of it is verified. @throws {PkiError} der_*, extension_*, name_malformed */
export function parseOcspResponse(octets: Uint8Array): OcspResponse {
  const fields = derFields(readSequence(readDer(octets, limits)))
  const status = readSmallInteger(fields.take())
  const bytes = fields.takeContext(0)
  fields.end()
  if (status !== 0) {
    const failure = (Object.keys(ocspFailures) as OcspFailure[]).find((name) => ocspFailures[name] === status)
    return { failure: failure ?? 'unknown' }
  }
  if (bytes === null) throw malformed('no responseBytes')
  const parts = derFields(readSequence(readExplicit(bytes, 0)))
  const type = readObjectId(parts.take())
  const response = readOctetString(parts.take())
  parts.end()
  return type === basicResponse ? parseBasicResponse(response) : { unsupportedType: type }
}

function parseBasicResponse(octets: Uint8Array): BasicOcspResponse {
  const fields = derFields(readSequence(readDer(octets, limits)))
  const tbs = fields.take()
  const algorithm = parseAlgorithm(fields.take())
  const signature = readBitStringOctets(fields.take())
  const certificates = fields.takeContext(0)
  fields.end()
  return {
    tbs: tbs.octets,
    signatureAlgorithm: algorithm,
    tbsSignatureAlgorithm: algorithm,
    signature,
    certificates: certificates === null ? [] : readSequence(readExplicit(certificates, 0)).map((item) => item.octets),
    ...parseResponseData(tbs),
  }
}

function parseResponseData(element: DerElement) {
  const fields = derFields(readSequence(element))
  const version = fields.takeContext(0)
  if (version !== null && readSmallInteger(readExplicit(version, 0)) !== 0) throw malformed('version')
  const byName = fields.takeContext(1)
  const byKey = byName === null ? fields.takeContext(2) : null
  const producedAt = readGeneralizedTime(fields.take())
  const answers = readSequence(fields.take())
  const extensions = readExtensions(fields.takeContext(1), 1)
  fields.end()
  if (answers.length > maxAnswers) throw malformed('too many answers')
  return {
    responder: readResponder(byName, byKey),
    producedAt,
    responses: answers.map(parseSingleResponse),
    extensions,
    nonce: readNonce(extensions),
  }
}

function readResponder(byName: DerElement | null, byKey: DerElement | null): BasicOcspResponse['responder'] {
  if (byName !== null) return { type: 'name', name: parseName(readExplicit(byName, 1)) }
  if (byKey !== null) return { type: 'key', keyHash: readOctetString(readExplicit(byKey, 2)) }
  throw malformed('responderID')
}

function parseSingleResponse(element: DerElement): SingleResponse {
  const fields = derFields(readSequence(element))
  const certId = parseCertId(fields.take())
  const status = readStatus(fields.take())
  const thisUpdate = readGeneralizedTime(fields.take())
  const nextUpdate = fields.takeContext(0)
  const extensions = readExtensions(fields.takeContext(1), 1)
  fields.end()
  return {
    certId,
    status,
    thisUpdate,
    nextUpdate: nextUpdate === null ? null : readGeneralizedTime(readExplicit(nextUpdate, 0)),
    archiveCutoff: parseExtensionValue(extensions, archiveCutoff, readGeneralizedTime),
    extensions,
  }
}

function readStatus(element: DerElement): SingleResponse['status'] {
  if (element.tagClass !== 'context' || element.tag > 2) throw malformed('certStatus')
  if (element.tag !== 1) {
    readNull(asUniversal(element, DER.null))
    return { type: element.tag === 0 ? 'good' : 'unknown' }
  }
  const fields = derFields(readSequence(asUniversal(element, DER.sequence)))
  const revokedAt = readGeneralizedTime(fields.take())
  const reason = fields.takeContext(0)
  fields.end()
  return { type: 'revoked', revokedAt, reason: reason === null ? null : readSmallInteger(readExplicit(reason, 0)) }
}

function readExtensions(element: DerElement | null, tag: number): Extensions {
  return element === null ? new Map() : parseExtensions(readExplicit(element, tag))
}

function malformed(detail: string): PkiError {
  return new PkiError('der_malformed', detail)
}
