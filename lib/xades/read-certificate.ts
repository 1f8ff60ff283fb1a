import { hash } from 'node:crypto'
import { type Certificate, parseCertificate } from '@/lib/pki/certificate'
import { type Crl, parseCrl } from '@/lib/pki/crl'
import { PkiError } from '@/lib/pki/pki-error'

const known = new Map<string, Certificate>()
const maxKnown = 500

/**
 * A parsed certificate, or `null` for bytes that are none. The latest ones are kept by their digest: the same few doctors sign all
 * day, and what is derived from a parsed certificate, such as its key, is kept with it. `digest`: SHA-256 of `der` in base64.
 */
export function readCertificate(der: Uint8Array, digest = hash('sha256', der, 'base64')): Certificate | null {
  const parsed = known.get(digest) ?? orNull(() => parseCertificate(new Uint8Array(der)))
  if (parsed === null) return null
  known.delete(digest)
  known.set(digest, parsed)
  const [oldest] = known.keys()
  if (known.size > maxKnown && oldest !== undefined) known.delete(oldest)
  return parsed
}

/** A parsed CRL, or `null` for bytes that are none. */
export function readCrl(der: Uint8Array): Crl | null {
  return orNull(() => parseCrl(der))
}

/** What `read` returns, or `null` where it refuses the bytes. */
export function orNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}
