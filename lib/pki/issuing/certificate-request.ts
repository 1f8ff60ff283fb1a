import {
  encodeBitString,
  encodeContext,
  encodeInteger,
  encodeObjectId,
  encodeSequence,
  encodeSetOf,
} from '../der/write-der'
import { type ExtensionTemplate, encodeExtensions } from './issue-certificate'
import { type SignatureAlgorithm, type Signer, signatureAlgorithmIdentifier } from './signature-algorithm'

/** PKCS#9 extensionRequest (RFC 2985 §5.4.2). */
const extensionRequest = '1.2.840.113549.1.9.14'

export type CertificateRequestTemplate = {
  /** DER Name. */
  subject: Uint8Array
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array
  /** Of that key. */
  signatureAlgorithm: SignatureAlgorithm
  /** The requested content of the certificate; the issuer decides. */
  extensions: readonly ExtensionTemplate[]
}

/** A PKCS#10 certification request (RFC 2986 §4), signed with an outside signer by the key it is about; answers its DER. */
export async function certificateRequest(
  { subject, publicKey, signatureAlgorithm, extensions }: CertificateRequestTemplate,
  sign: Signer,
): Promise<Uint8Array<ArrayBuffer>> {
  const wanted =
    extensions.length === 0
      ? null
      : encodeSequence(encodeObjectId(extensionRequest), encodeSetOf(encodeExtensions(extensions)))
  const info = encodeSequence(encodeInteger(0), subject, publicKey, encodeContext(0, wanted))
  return encodeSequence(info, signatureAlgorithmIdentifier(signatureAlgorithm), encodeBitString(await sign(info)))
}
