import { hash } from 'node:crypto'
import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '@/lib/pki/certificate'
import { readSequence, readSerialNumber } from '@/lib/pki/der/der-values'
import { readDer } from '@/lib/pki/der/read-der'
import { isSameGeneralName, parseGeneralNames } from '@/lib/pki/general-name'
import { isSameName } from '@/lib/pki/name'
import { parseRfc4514 } from '@/lib/pki/parse-rfc4514'
import { hashByUri, unsupportedUris } from '../algorithms'
import { orNull } from '../read-certificate'
import { fromBase64 } from '../xml/base64'
import { attributeOf, childrenNamed, type Element, isNamed, onlyChild } from '../xml/element'
import { collapseWhiteSpace } from '../xml/white-space'
import type { Report } from './signature-parts'
import { readCertificateReferences } from './signed-properties/read-certificate-references'

/**
 * The certificate of KeyInfo is the one that was signed for (V9): by the first reference of SigningCertificateV2 (ETSI EN 319 132-1
 * §5.2.2), of SigningCertificate (XAdES 1.3.2 §7.2.2), or of both. Further references name certificates of its path: they are read
 * (V22) and cannot lead to another path. A property that is malformed is reported by V22.
 */
export function checkSigningCertificate(signedProperties: Element, certificate: Certificate, report: Report): void {
  const properties = onlyChild(signedProperties, 'xa', 'SignedSignatureProperties')
  const references = properties === null ? [] : properties.children.filter(isReference)
  if (references.length === 0) report('signing_certificate_missing', signedProperties)
  for (const reference of references) {
    if (readCertificateReferences(reference) === 'sound') checkReference(reference, certificate, report)
  }
}

function isReference(element: Element): boolean {
  return isNamed(element, 'xa', 'SigningCertificateV2') || isNamed(element, 'xa', 'SigningCertificate')
}

function checkReference(reference: Element, certificate: Certificate, report: Report): void {
  const [first, ...others] = childrenNamed(reference, 'xa', 'Cert')
  if (first === undefined) return
  const { method, value, name } = digestOf(first)
  if (name === undefined) {
    const isSound = unsupportedUris.digest.has((method && attributeOf(method, 'Algorithm')) ?? '')
    report(isSound ? 'digest_method_not_supported' : 'digest_method_not_allowed', method)
    return
  }
  if (!isDigestOf(first, certificate)) {
    const isLater = others.some((cert) => isDigestOf(cert, certificate))
    report(isLater ? 'signing_certificate_not_first' : 'signing_certificate_mismatch', value)
    return
  }
  const issuerSerialV2 = onlyChild(first, 'xa', 'IssuerSerialV2')
  const isOther = issuerSerialV2 !== null && !isIssuerSerialOf(issuerSerialV2, certificate)
  if (isOther) report('issuer_serial_mismatch', issuerSerialV2)
  const issuerSerial = onlyChild(first, 'xa', 'IssuerSerial')
  if (issuerSerial !== null) checkIssuerSerial(issuerSerial, certificate, report)
}

function digestOf(cert: Element) {
  const digest = onlyChild(cert, 'xa', 'CertDigest')
  const [method, value] = digest?.children ?? []
  const name = method && hashByUri.get(attributeOf(method, 'Algorithm') ?? '')
  return { method, value, name }
}

function isDigestOf(cert: Element, { der }: Certificate): boolean {
  const { value, name } = digestOf(cert)
  const expected = fromBase64(value?.text ?? '')
  return name !== undefined && expected !== null && equalBytes(hash(name, der, 'buffer'), expected)
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

/**
 * The issuer's name in words and a decimal number. Makers write names in many ways, in either order too: one that cannot be read
 * leaves it undecided, one that is another name is wrong.
 */
function checkIssuerSerial(element: Element, { issuer, serialNumber }: Certificate, report: Report): void {
  const [name, number] = element.children
  const read = parseRfc4514(name?.text.trim() ?? '')
  const isSerial = toBigInt(collapseWhiteSpace(number?.text ?? '')) === fromHex(serialNumber)
  const names = read === null ? [] : [read, { ...read, keys: [...read.keys].reverse() }]
  const isIssuer = names.some((one) => isSameName(one, issuer))
  if (!isSerial || (read !== null && !isIssuer)) report('issuer_serial_mismatch', element)
  else if (read === null) report('issuer_name_not_supported', element)
}

function toBigInt(decimal: string): bigint {
  return BigInt(decimal.replace(/^\+/, ''))
}

function fromHex(serialNumber: string): bigint {
  return serialNumber.startsWith('-') ? -BigInt(`0x${serialNumber.slice(1)}`) : BigInt(`0x${serialNumber}`)
}
