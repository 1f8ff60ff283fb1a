import { encodeNull, encodeObjectId, encodeSequence } from '../der/write-der'

/** What an issuer signs with: RSASSA-PKCS1-v1_5 or ECDSA on P-256, both with SHA-256. */
export type SignatureAlgorithm = 'sha256WithRSAEncryption' | 'ecdsa-with-SHA256'

/**
 * An outside signer: gets the octets to be signed (not their digest), answers the signature value: RSASSA-PKCS1-v1_5, or a
 * DER ECDSA-Sig-Value.
 */
export type Signer = (toBeSigned: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>

/** AlgorithmIdentifier: parameters NULL for RSA (RFC 4055 §5), absent for ECDSA (RFC 5758 §3.2). */
export function signatureAlgorithmIdentifier(algorithm: SignatureAlgorithm): Uint8Array<ArrayBuffer> {
  return algorithm === 'sha256WithRSAEncryption'
    ? encodeSequence(encodeObjectId('1.2.840.113549.1.1.11'), encodeNull())
    : encodeSequence(encodeObjectId('1.2.840.10045.4.3.2'))
}
