import { digest, digestAlgorithmOf, digestLength, encodeDigestAlgorithm } from '../cms/digest-algorithm'
import { DER } from '../der/der-element'
import {
  encodeContext,
  encodeGeneralizedTime,
  encodeInteger,
  encodeNull,
  encodeObjectId,
  encodeOctetString,
  encodeSequence,
  encodeSetOf,
  encodeUniversal,
} from '../der/write-der'
import { encodeSerialNumber } from '../issuing/encode-serial-number'
import { type IssuerCertificate, issuerOf } from '../issuing/issuer-of'
import { type Signer, signatureAlgorithmIdentifier } from '../issuing/signature-algorithm'
import { encodeGranted, encodeRefused } from './encode-timestamp-response'
import type { TimestampFailure } from './parse-timestamp-response'
import { TIMESTAMP_OID } from './timestamp.oids'
import type { TimestampRequest } from './timestamp-request'

/** A time-stamp authority at one moment. */
export type TimestampAuthority = {
  /** Of `parseCertificate`; its key is the one that signs. */
  certificate: IssuerCertificate & { der: Uint8Array }
  /** Certificates above it (DER), sent along when the certificate is wanted. */
  chain: readonly Uint8Array[]
  /** The policy it stamps under, a dotted object identifier; a request for another one is refused. */
  policy: string
  /** Hexadecimal, never used before by this authority. */
  serialNumber: string
  genTime: Date
  accuracySeconds: number
}

/** `response` is the whole TimeStampResp, DER; `token` the TimeStampToken inside. */
export type TimestampAnswer =
  | { isGranted: true; token: Uint8Array<ArrayBuffer>; response: Uint8Array<ArrayBuffer> }
  | { isGranted: false; failure: TimestampFailure; response: Uint8Array<ArrayBuffer> }

/**
 * Stamps a digest (RFC 3161 §2.4.2) with an outside signer, or refuses the request with its failure code. The token is bound to
 * the certificate by ESSCertIDv2 (RFC 5816) and repeats the nonce.
 */
export async function issueTimestamp(
  request: TimestampRequest,
  tsa: TimestampAuthority,
  sign: Signer,
): Promise<TimestampAnswer> {
  const failure = judgeRequest(request, tsa)
  if (failure !== null) return { isGranted: false, failure, response: encodeRefused(failure) }
  const info = encodeTstInfo(request, tsa)
  const attributes = encodeSetOf(
    attribute(TIMESTAMP_OID.contentType, encodeObjectId(TIMESTAMP_OID.tstInfo)),
    attribute(TIMESTAMP_OID.messageDigest, encodeOctetString(digest('sha256', info))),
    attribute(TIMESTAMP_OID.signingCertificateV2, encodeEssCertificate(tsa.certificate.der)),
  )
  const token = encodeToken(request, tsa, info, attributes, await sign(attributes))
  return { isGranted: true, token, response: encodeGranted(token) }
}

function judgeRequest(request: TimestampRequest, tsa: TimestampAuthority): TimestampFailure | null {
  const algorithm = digestAlgorithmOf(request.imprint.hashAlgorithm)
  if (algorithm === null) return 'badAlg'
  if (request.imprint.digest.length !== digestLength(algorithm)) return 'badDataFormat'
  if (request.policy !== null && request.policy !== tsa.policy) return 'unacceptedPolicy'
  return request.hasExtensions ? 'unacceptedExtension' : null
}

function encodeTstInfo({ imprint, nonce }: TimestampRequest, tsa: TimestampAuthority): Uint8Array<ArrayBuffer> {
  return encodeSequence(
    encodeInteger(1),
    encodeObjectId(tsa.policy),
    encodeSequence(
      encodeSequence(encodeObjectId(imprint.hashAlgorithm), encodeNull()),
      encodeOctetString(imprint.digest),
    ),
    encodeSerialNumber(tsa.serialNumber),
    encodeGeneralizedTime(tsa.genTime, true),
    encodeSequence(encodeInteger(tsa.accuracySeconds)),
    nonce === null ? null : encodeUniversal(DER.integer, nonce),
  )
}

function encodeToken(
  request: TimestampRequest,
  { certificate, chain }: TimestampAuthority,
  info: Uint8Array,
  attributes: Uint8Array,
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const signerInfo = encodeSequence(
    encodeInteger(1),
    encodeSequence(certificate.issuer.der, encodeSerialNumber(certificate.serialNumber)),
    encodeDigestAlgorithm('sha256'),
    // RFC 5652 §5.3: carried under [0], signed as a SET OF.
    withTag(attributes, 0xa0),
    signatureAlgorithmIdentifier(issuerOf(certificate).signatureAlgorithm),
    encodeOctetString(signature),
  )
  const signedData = encodeSequence(
    encodeInteger(3),
    encodeSetOf(encodeDigestAlgorithm('sha256')),
    encodeSequence(encodeObjectId(TIMESTAMP_OID.tstInfo), encodeContext(0, encodeOctetString(info))),
    request.isCertificateWanted ? withTag(encodeSetOf(certificate.der, ...chain), 0xa0) : null,
    encodeSetOf(signerInfo),
  )
  return encodeSequence(encodeObjectId(TIMESTAMP_OID.signedData), encodeContext(0, signedData))
}

/** SigningCertificateV2 with one ESSCertIDv2; SHA-256 is the default and therefore left out. */
function encodeEssCertificate(der: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeSequence(encodeSequence(encodeSequence(encodeOctetString(digest('sha256', der)))))
}

function attribute(type: string, value: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeSequence(encodeObjectId(type), encodeSetOf(value))
}

function withTag(set: Uint8Array, tag: number): Uint8Array<ArrayBuffer> {
  const tagged = new Uint8Array(set)
  tagged[0] = tag
  return tagged
}
