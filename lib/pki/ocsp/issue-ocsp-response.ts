import { createHash } from 'node:crypto'
import {
  encodeBitString,
  encodeContext,
  encodeContextPrimitive,
  encodeEnumerated,
  encodeGeneralizedTime,
  encodeObjectId,
  encodeOctetString,
  encodeSequence,
} from '../der/write-der'
import { encodeExtensions } from '../issuing/issue-certificate'
import { type CrlReason, crlReasons } from '../issuing/issue-crl'
import { type IssuerCertificate, issuerOf } from '../issuing/issuer-of'
import { publicKeyBits } from '../issuing/public-key-bits'
import { type Signer, signatureAlgorithmIdentifier } from '../issuing/signature-algorithm'
import { nonceExtension } from './nonce-extension'
import { type OcspFailure, ocspFailures } from './parse-ocsp-response'

export type OcspEntry = {
  /** CertID of the request, DER, repeated as it is. */
  certId: Uint8Array
  status: { type: 'good' | 'unknown' } | { type: 'revoked'; revokedAt: Date; reason?: CrlReason }
}

export type OcspResponseTemplate = {
  /** Whose key signs: the issuer itself or its delegated responder, of `parseCertificate`. */
  responder: IssuerCertificate & { der: Uint8Array }
  /** Leave it out when the issuer itself answers. */
  isResponderIncluded: boolean
  entries: readonly OcspEntry[]
  /** Fractions of a second are cut off; `thisUpdate` is the same time. */
  producedAt: Date
  nextUpdate: Date
  /** The asker's, to be repeated. */
  nonce?: Uint8Array
}

/** Answers an OCSP request (RFC 6960 §4.2.1) with an outside signer; the responder is named by its key. */
export async function issueOcspResponse(
  template: OcspResponseTemplate,
  sign: Signer,
): Promise<Uint8Array<ArrayBuffer>> {
  const { responder, nonce } = template
  const keyHash = new Uint8Array(createHash('sha1').update(publicKeyBits(responder.publicKey)).digest())
  const data = encodeSequence(
    encodeContext(2, encodeOctetString(keyHash)),
    encodeGeneralizedTime(template.producedAt),
    encodeSequence(...template.entries.map((entry) => encodeEntry(entry, template))),
    nonce === undefined ? null : encodeContext(1, encodeExtensions([nonceExtension(nonce)])),
  )
  const basic = encodeSequence(
    data,
    signatureAlgorithmIdentifier(issuerOf(responder).signatureAlgorithm),
    encodeBitString(await sign(data)),
    template.isResponderIncluded ? encodeContext(0, encodeSequence(responder.der)) : null,
  )
  const bytes = encodeSequence(encodeObjectId('1.3.6.1.5.5.7.48.1.1'), encodeOctetString(basic))
  return encodeSequence(encodeEnumerated(0), encodeContext(0, bytes))
}

/** An answer without a status, unsigned (RFC 6960 §2.3). */
export function encodeOcspFailure(failure: OcspFailure): Uint8Array<ArrayBuffer> {
  return encodeSequence(encodeEnumerated(ocspFailures[failure]))
}

function encodeEntry({ certId, status }: OcspEntry, { producedAt, nextUpdate }: OcspResponseTemplate): Uint8Array {
  return encodeSequence(
    certId,
    encodeStatus(status),
    encodeGeneralizedTime(producedAt),
    encodeContext(0, encodeGeneralizedTime(nextUpdate)),
  )
}

function encodeStatus(status: OcspEntry['status']): Uint8Array {
  if (status.type !== 'revoked') return encodeContextPrimitive(status.type === 'good' ? 0 : 2, new Uint8Array(0))
  const reason = status.reason === undefined ? null : encodeContext(0, encodeEnumerated(crlReasons[status.reason]))
  return encodeContext(1, encodeGeneralizedTime(status.revokedAt), reason)
}
