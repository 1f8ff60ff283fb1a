import { hash, verify } from 'node:crypto'
import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '@/lib/pki/certificate'
import { readSequence, readSerialNumber } from '@/lib/pki/der/der-values'
import { readDer } from '@/lib/pki/der/read-der'
import { isSameGeneralName, parseGeneralNames } from '@/lib/pki/general-name'
import { publicKeyOf } from '@/lib/pki/path/signature-algorithm'
import { hashByUri, type SignatureMethod } from '../algorithms'
import { orNull, readCertificate } from '../read-certificate'
import { methodOfKey, valueSizeOf } from '../signing-key'
import { fromBase64 } from '../xml/base64'
import { canonicalize } from '../xml/canonicalize'
import { attributeOf, childrenNamed, type Element, onlyChild } from '../xml/element'
import { holdsOnly, type Report, type SignatureParts } from './signature-parts'

/** The one certificate of KeyInfo (V10), bound by SigningCertificateV2 (V9), or `null` after a report. */
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
  checkBinding(parts.signedProperties, certificate, report)
  return certificate
}

function checkBinding(signedProperties: Element, certificate: Certificate, report: Report): void {
  const properties = onlyChild(signedProperties, 'xa', 'SignedSignatureProperties')
  const reference = properties && onlyChild(properties, 'xa', 'SigningCertificateV2')
  const [cert] = reference?.children ?? []
  const [digest] = cert?.children ?? []
  if (!reference || !cert || !digest || !holdsOnly(reference, ['xa:Cert']) || !isCertShaped(cert)) {
    report('signing_certificate_missing', signedProperties)
    return
  }
  checkDigest(digest, certificate, report)
  const issuerSerial = onlyChild(cert, 'xa', 'IssuerSerialV2')
  if (issuerSerial !== null && !isIssuerSerialOf(issuerSerial, certificate)) {
    report('issuer_serial_mismatch', issuerSerial)
  }
}

function isCertShaped(cert: Element): boolean {
  return holdsOnly(cert, ['xa:CertDigest']) || holdsOnly(cert, ['xa:CertDigest', 'xa:IssuerSerialV2'])
}

function checkDigest(digest: Element, { der }: Certificate, report: Report): void {
  const [method, value] = digest.children
  if (!method || !value || !holdsOnly(digest, ['ds:DigestMethod', 'ds:DigestValue'])) {
    report('signing_certificate_missing', digest)
    return
  }
  const name = hashByUri.get(attributeOf(method, 'Algorithm') ?? '')
  if (name === undefined || method.children.length > 0) report('digest_method_not_allowed', method)
  const expected = fromBase64(value.text)
  const isEqual = name !== undefined && expected !== null && equalBytes(hash(name, der, 'buffer'), expected)
  if (!isEqual) report('signing_certificate_mismatch', value)
}

/** IssuerSerial of RFC 5035 §4 in DER: one directory name and the serial number. */
function isIssuerSerialOf(element: Element, certificate: Certificate): boolean {
  const der = fromBase64(element.text)
  return (
    der !== null &&
    orNull(() => {
      const [names, serial, ...rest] = readSequence(readDer(der))
      const [name, ...others] = parseGeneralNames(readSequence(names))
      if (name === undefined || others.length > 0 || rest.length > 0) return false
      const isIssuer = isSameGeneralName(name, { kind: 'directory', name: certificate.issuer })
      return isIssuer && readSerialNumber(serial) === certificate.serialNumber
    }) === true
  )
}

/** The value over the canonical SignedInfo, with the key of the certificate (V10, V11). */
export function checkSignatureValue(
  parts: SignatureParts,
  method: SignatureMethod | null,
  certificate: Certificate,
  report: Report,
): void {
  const ofKey = methodOfKey(certificate)
  if (ofKey === 'key_type_mismatch' || ofKey === 'key_too_short') report(ofKey, parts.signatureValue)
  else if (method !== null && method !== ofKey) report('key_type_mismatch', parts.signatureValue)
  else if (method !== null) checkValue(parts, certificate, report)
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
