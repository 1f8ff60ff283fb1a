import { utf8 } from '@/lib/kernel/bytes'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { SignatureMethod } from '../algorithms'

import { fromBase64, toBase64 } from '../xml/base64'
import { XadesError } from './xades-error'

/**
 * A signature that lacks its value. `digest`: SHA-256 of the canonical SignedInfo, the only thing that goes to the signer.
 * `beforeValue` and `afterValue` are the document around the value. To be kept between preparing and finishing as
 * `encodePreparedSignature` writes it: finishing it again with the same value gives the same document.
 */
export type PreparedSignature = {
  kind: DocumentKind
  signatureMethod: SignatureMethod
  digest: Uint8Array<ArrayBuffer>
  /** Bytes of the value: of the RSA modulus, or of r ‖ s. */
  valueSize: number
  beforeValue: string
  afterValue: string
}

/** JSON in UTF-8; holds the whole document, so it is as confidential as the document. */
export function encodePreparedSignature(prepared: PreparedSignature): Uint8Array<ArrayBuffer> {
  return utf8(JSON.stringify({ version: 1, ...prepared, digest: toBase64(prepared.digest) }))
}

/** @throws XadesError `prepared_malformed` for bytes that `encodePreparedSignature` did not write */
export function decodePreparedSignature(octets: Uint8Array): PreparedSignature {
  const fields = readObject(octets)
  const text = (name: string): string => {
    const value = fields[name]
    if (typeof value !== 'string') throw new XadesError('prepared_malformed')
    return value
  }
  const digest = fromBase64(text('digest'))
  const [kind, signatureMethod, valueSize] = [text('kind'), text('signatureMethod'), fields['valueSize']]
  if (fields['version'] !== 1 || digest?.length !== 32) throw new XadesError('prepared_malformed')
  if (typeof valueSize !== 'number' || !Number.isInteger(valueSize)) throw new XadesError('prepared_malformed')
  if (kind !== 'prescription' && kind !== 'dispensing') throw new XadesError('prepared_malformed')
  if (signatureMethod !== 'rsa-sha256' && signatureMethod !== 'ecdsa-sha256') throw new XadesError('prepared_malformed')
  return { kind, signatureMethod, digest, valueSize, beforeValue: text('beforeValue'), afterValue: text('afterValue') }
}

function readObject(octets: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets))
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {}
  throw new XadesError('prepared_malformed')
}
