import { createHash } from 'node:crypto'
import { parseCertificate } from '@/lib/pki/certificate'
import { toRfc4514 } from '@/lib/pki/name'

/**
 * In whose name a certificate is. `hash`: SHA-256 of the name as RFC 5280 §7.1 compares it; `text`: for people to read, with nothing in
 * it that a terminal or a database would take for anything but text.
 */
export type CertificateSubject = { hash: Uint8Array; text: string }

const shownCharacters = 500

/** @throws {PkiError} when it cannot be read */
export function readSubject(certificate: Uint8Array): CertificateSubject {
  const { subject } = parseCertificate(certificate)
  const text = toRfc4514(subject).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
  return {
    hash: createHash('sha256').update(JSON.stringify(subject.keys)).digest(),
    text: [...text].slice(0, shownCharacters).join(''),
  }
}
