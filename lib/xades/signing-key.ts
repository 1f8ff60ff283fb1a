import type { Certificate } from '@/lib/pki/certificate'
import type { SignatureMethod } from './algorithms'

/** The signature method that fits a certificate's key (V10): RSA of 2048 bits or more, or P-256. */
export function methodOfKey({ keyAlgorithm }: Certificate): SignatureMethod | 'key_type_mismatch' | 'key_too_short' {
  if (keyAlgorithm.type === 'rsa') return keyAlgorithm.bits < 2048 ? 'key_too_short' : 'rsa-sha256'
  return keyAlgorithm.type === 'ec' && keyAlgorithm.curve === 'P-256' ? 'ecdsa-sha256' : 'key_type_mismatch'
}

/** Bytes of a signature value: of the RSA modulus, or of r ‖ s over the curve. */
export function valueSizeOf({ keyAlgorithm }: Certificate): number {
  return keyAlgorithm.type === 'rsa' ? Math.ceil(keyAlgorithm.bits / 8) : 64
}
