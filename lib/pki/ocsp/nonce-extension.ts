import { readOctetString } from '../der/der-values'
import { readDer } from '../der/read-der'
import { encodeOctetString } from '../der/write-der'
import type { Extensions } from '../extensions'
import type { ExtensionTemplate } from '../issuing/issue-certificate'
import { PkiError } from '../pki-error'

/** id-pkix-ocsp-nonce (RFC 9654). */
export const ocspNonce = '1.3.6.1.5.5.7.48.1.2'

/** A nonce of 1 to 128 octets (RFC 9654 §2.1). */
export function nonceExtension(nonce: Uint8Array): ExtensionTemplate {
  return { type: ocspNonce, isCritical: false, value: encodeOctetString(nonce) }
}

/** `null` when there is none. @throws {PkiError} der_malformed */
export function readNonce(extensions: Extensions): Uint8Array | null {
  const extension = extensions.get(ocspNonce)
  if (extension === undefined) return null
  const nonce = readOctetString(readDer(extension.value, { maxOctets: 256, maxDepth: 2 }))
  if (nonce.length < 1 || nonce.length > 128) throw new PkiError('der_malformed', 'nonce of 1 to 128 octets')
  return nonce
}
