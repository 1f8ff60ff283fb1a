import type { Certificate } from '../certificate'
import { encodeContext, encodeSequence } from '../der/write-der'
import { encodeExtensions } from '../issuing/issue-certificate'
import { encodeCertId } from './cert-id'
import { nonceExtension } from './nonce-extension'

/**
 * OCSPRequest (RFC 6960 §4.1.1) about one certificate of the issuer, unsigned.
 * @param nonce 16 to 32 random octets of the caller; without one an answer made ahead is as good
 */
export function encodeOcspRequest({
  certificate,
  issuer,
  nonce,
  hashAlgorithm = 'sha256',
}: {
  certificate: Pick<Certificate, 'serialNumber'>
  issuer: Certificate
  nonce?: Uint8Array
  hashAlgorithm?: 'sha1' | 'sha256'
}): Uint8Array<ArrayBuffer> {
  const certId = encodeCertId(issuer, certificate.serialNumber, hashAlgorithm)
  const extensions = nonce === undefined ? null : encodeContext(2, encodeExtensions([nonceExtension(nonce)]))
  return encodeSequence(encodeSequence(encodeSequence(encodeSequence(certId)), extensions))
}
