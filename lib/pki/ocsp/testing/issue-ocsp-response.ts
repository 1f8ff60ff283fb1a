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
} from '../../der/write-der'
import { type ExtensionTemplate, encodeExtensions } from '../../issuing/issue-certificate'
import { type CrlReason, crlReasons } from '../../issuing/issue-crl'
import { type IssuerCertificate, issuerOf } from '../../issuing/issuer-of'
import { publicKeyBits } from '../../issuing/public-key-bits'
import { type Signer, signatureAlgorithmIdentifier } from '../../issuing/signature-algorithm'
import { nonceExtension } from '../nonce-extension'
import { type OcspFailure, ocspFailures } from '../parse-ocsp-response'

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
  /** How the response names its responder, and who that is; by key, and the responder itself, by default. */
  responderId?: { by: 'key' | 'name'; of: IssuerCertificate }
  /** Of each answer. */
  extensions?: readonly ExtensionTemplate[]
  /** Left out of each answer when `true`. */
  isWithoutNextUpdate?: boolean
  /** The asker's, to be repeated. */
  nonce?: Uint8Array
}

/** Answers an OCSP request (RFC 6960 §4.2.1) with an outside signer. */
export async function issueOcspResponse(
  template: OcspResponseTemplate,
  sign: Signer,
): Promise<Uint8Array<ArrayBuffer>> {
  const { responder, nonce } = template
  const data = encodeSequence(
    encodeResponderId(template.responderId ?? { by: 'key', of: responder }),
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

function encodeResponderId({ by, of }: NonNullable<OcspResponseTemplate['responderId']>): Uint8Array {
  if (by === 'name') return encodeContext(1, of.subject.der)
  return encodeContext(2, encodeOctetString(createHash('sha1').update(publicKeyBits(of.publicKey)).digest()))
}

function encodeEntry(
  { certId, status }: OcspEntry,
  { producedAt, nextUpdate, extensions = [], isWithoutNextUpdate = false }: OcspResponseTemplate,
): Uint8Array {
  return encodeSequence(
    certId,
    encodeStatus(status),
    encodeGeneralizedTime(producedAt),
    isWithoutNextUpdate ? null : encodeContext(0, encodeGeneralizedTime(nextUpdate)),
    extensions.length === 0 ? null : encodeContext(1, encodeExtensions(extensions)),
  )
}

function encodeStatus(status: OcspEntry['status']): Uint8Array {
  if (status.type !== 'revoked') return encodeContextPrimitive(status.type === 'good' ? 0 : 2, new Uint8Array(0))
  const reason = status.reason === undefined ? null : encodeContext(0, encodeEnumerated(crlReasons[status.reason]))
  return encodeContext(1, encodeGeneralizedTime(status.revokedAt), reason)
}
