import { type Certificate, parseCertificate } from '@/lib/pki/certificate'
import { DER, isUniversal } from '@/lib/pki/der/der-element'
import { readSequence } from '@/lib/pki/der/der-values'
import { readDer } from '@/lib/pki/der/read-der'
import { publicKeyOf } from '@/lib/pki/path/signature-algorithm'
import { readOrNull } from '@/lib/pki/pki-error'

/** Far above any attestation certificate; `parseCertificate` alone would take 64 KiB. */
const maxCertificateLength = 16_384

/**
 * Parses one DER certificate; `null` when it is none, is larger than 16 KiB or has a key that node:crypto cannot use. Nothing in it is
 * trusted by having been parsed.
 */
export function readCertificate(der: Uint8Array): Certificate | null {
  if (der.length > maxCertificateLength) return null
  const certificate = readOrNull(() => parseCertificate(der))
  return certificate !== null && publicKeyOf(certificate) !== null ? certificate : null
}

/**
 * Whether it has the outer form of a certificate (RFC 5280 §4.1): then one that cannot be read may be of a kind, or have a kind of
 * key, that is not known here.
 */
export function isCertificateShaped(der: Uint8Array): boolean {
  const [tbs, , signature, ...rest] = readOrNull(() => readSequence(readDer(der))) ?? []
  if (rest.length > 0 || !isUniversal(signature, DER.bitString)) return false
  return (readOrNull(() => readSequence(tbs))?.length ?? 0) >= 6
}
