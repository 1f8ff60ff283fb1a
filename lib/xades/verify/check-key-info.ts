import { verify } from 'node:crypto'
import type { Certificate } from '@/lib/pki/certificate'
import { publicKeyOf } from '@/lib/pki/path/signature-algorithm'
import { OID } from '@/lib/pki/pki.oids'
import type { SignatureMethod } from '../algorithms'
import { readCertificate } from '../read-certificate'
import { methodOfKey, valueSizeOf } from '../signing-key'
import { fromBase64 } from '../xml/base64'
import { canonicalize } from '../xml/canonicalize'
import { childrenNamed, type Element, onlyChild } from '../xml/element'
import { checkSigningCertificate } from './check-signing-certificate'
import { holdsOnly, type Report, type SignatureParts } from './signature-parts'

/** The one certificate of KeyInfo (V10), bound by the signing certificate property (V9), or `null` after a report. */
export function checkKeyInfo(parts: SignatureParts, report: Report): Certificate | null {
  const { keyInfo } = parts
  const [data] = keyInfo.children
  const [element] = data?.children ?? []
  if (!data || !element || !holdsOnly(keyInfo, ['ds:X509Data']) || !holdsOnly(data, ['ds:X509Certificate'])) {
    report('key_info_structure', keyInfo)
    return null
  }
  const der = element.children.length === 0 ? fromBase64(element.text) : null
  const certificate = der === null ? null : readCertificate(der)
  if (certificate === null) {
    report('certificate_malformed', element)
    return null
  }
  checkSigningCertificate(parts.signedProperties, certificate, report)
  return certificate
}

/** The value over the canonical SignedInfo, with the key of the certificate (V10, V11). */
export function checkSignatureValue(
  parts: SignatureParts,
  method: SignatureMethod | null,
  certificate: Certificate,
  report: Report,
): void {
  const ofKey = methodOfKey(certificate)
  const isFitting = method === null || (method === 'ecdsa-sha256' && isOnCurve(certificate))
  if (ofKey === 'key_type_mismatch' && isFitting) report('key_type_not_supported', parts.signatureValue)
  else if (ofKey === 'key_type_mismatch' || ofKey === 'key_too_short') report(ofKey, parts.signatureValue)
  else if (method !== null && method !== ofKey) report('key_type_mismatch', parts.signatureValue)
  else if (method !== null) checkValue(parts, certificate, report)
}

/** Of any curve: ECDSA with SHA-256 is legal on all of them, and common on P-384. */
function isOnCurve({ keyAlgorithm }: Certificate): boolean {
  return keyAlgorithm.type === 'ec' || (keyAlgorithm.type === 'unsupported' && keyAlgorithm.oid === OID.ecPublicKey)
}

function checkValue({ signatureValue, signedInfo }: SignatureParts, certificate: Certificate, report: Report): void {
  const value = signatureValue.children.length === 0 ? fromBase64(signatureValue.text) : null
  if (value?.length !== valueSizeOf(certificate)) {
    report('signature_value_malformed', signatureValue)
    return
  }
  const key = publicKeyOf(certificate)
  const octets = canonicalize(signedInfo, 'exclusive')
  const isVerified = key !== null && verify('sha256', octets, { key, dsaEncoding: 'ieee-p1363' }, value)
  if (!isVerified) report('signature_value_mismatch', signatureValue)
}

/** SigningTime as text; `null` when there is not exactly one. */
export function signingTimeText(signedProperties: Element): string | null {
  const properties = onlyChild(signedProperties, 'xa', 'SignedSignatureProperties')
  const [time, ...others] = properties === null ? [] : childrenNamed(properties, 'xa', 'SigningTime')
  return time === undefined || others.length > 0 || time.children.length > 0 ? null : time.text
}
