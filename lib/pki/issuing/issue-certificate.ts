import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeInteger,
  encodeObjectId,
  encodeOctetString,
  encodeSequence,
  encodeTime,
} from '../der/write-der'
import { encodeSerialNumber } from './encode-serial-number'
import { type SignatureAlgorithm, type Signer, signatureAlgorithmIdentifier } from './signature-algorithm'

/** `value`: DER of the extension's own type. */
export type ExtensionTemplate = { type: string; isCritical: boolean; value: Uint8Array }

export type CertificateTemplate = {
  /** Hexadecimal, positive, at most 20 octets. */
  serialNumber: string
  /** DER Name, exactly as the issuer's certificate writes its subject. */
  issuer: Uint8Array
  /** DER Name. */
  subject: Uint8Array
  notBefore: Date
  notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array
  /** The issuer's, not the subject's. */
  signatureAlgorithm: SignatureAlgorithm
  extensions: readonly ExtensionTemplate[]
}

/**
 * Issues an X.509 v3 certificate (RFC 5280 §4.1) with an outside signer and answers its DER. What the template says is not
 * judged here: the profile functions of this folder make sound ones.
 */
export async function issueCertificate(template: CertificateTemplate, sign: Signer): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = signatureAlgorithmIdentifier(template.signatureAlgorithm)
  const tbs = encodeSequence(
    encodeContext(0, encodeInteger(2)),
    encodeSerialNumber(template.serialNumber),
    algorithm,
    template.issuer,
    encodeSequence(encodeTime(template.notBefore), encodeTime(template.notAfter)),
    template.subject,
    template.publicKey,
    encodeContext(3, encodeExtensions(template.extensions)),
  )
  return encodeSequence(tbs, algorithm, encodeBitString(await sign(tbs)))
}

/** Extensions ::= SEQUENCE OF Extension; a FALSE `critical` is left out, as DER wants of a default. */
export function encodeExtensions(extensions: readonly ExtensionTemplate[]): Uint8Array<ArrayBuffer> {
  return encodeSequence(
    ...extensions.map(({ type, isCritical, value }) =>
      encodeSequence(encodeObjectId(type), ...(isCritical ? [encodeBoolean(true)] : []), encodeOctetString(value)),
    ),
  )
}
