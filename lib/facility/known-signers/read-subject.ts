import { createHash } from 'node:crypto'
import { parseCertificate } from '@/lib/pki/certificate'

/** In whose name a certificate is. `hash`: SHA-256 of the name as RFC 5280 §7.1 compares it; `text`: for people to read. */
export type CertificateSubject = { hash: Uint8Array; text: string }

/** @throws {PkiError} when it cannot be read */
export function readSubject(certificate: Uint8Array): CertificateSubject {
  const { keys, rdns } = parseCertificate(certificate).subject
  const text = rdns
    .flat()
    .flatMap((attribute) => (attribute.text === null ? [] : [attribute.text]))
    .join(', ')
  return { hash: createHash('sha256').update(JSON.stringify(keys)).digest(), text }
}
