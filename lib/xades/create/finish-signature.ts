import { utf8 } from '@/lib/kernel/bytes'
import { readEcdsaSignature } from '@/lib/pki/signature/ecdsa-signature'
import { toBase64 } from '../xml/base64'
import type { PreparedSignature } from './prepared-signature'
import { XadesError } from './xades-error'

/**
 * The signed document (UTF-8). `signatureValue` is RSASSA-PKCS1-v1_5, or ECDSA as DER ECDSA-Sig-Value, over the prepared digest. Only
 * its form is checked here: the finished document has to pass `verifySignedDocument` before it leaves (C2).
 * @throws XadesError `signature_value` for a value of another form or length
 */
export function finishSignature(prepared: PreparedSignature, signatureValue: Uint8Array): Uint8Array<ArrayBuffer> {
  const isRsa = prepared.signatureMethod === 'rsa-sha256'
  const value = isRsa ? signatureValue : readEcdsaSignature(signatureValue, 'P-256')
  if (value?.length !== prepared.valueSize) throw new XadesError('signature_value')
  return utf8(`${prepared.beforeValue}${toBase64(value)}${prepared.afterValue}`)
}
