import { fromBase64 } from '../../xml/base64'
import type { Element } from '../../xml/element'
import { collapseWhiteSpace } from '../../xml/white-space'
import { type Particle, type Reading, readSequence, readText } from './content-model'
import { readDigest } from './read-digest'

/** SigningCertificateV2 (ETSI EN 319 132-1 §5.2.2), and SigningCertificate of XAdES 1.3.2 §7.2.2: one reference or more. */
export function readCertificateReferences(element: Element): Reading {
  const issuerSerial: Particle =
    element.name === 'SigningCertificateV2'
      ? { name: 'xa:IssuerSerialV2', read: readBase64 }
      : { name: 'xa:IssuerSerial', required: true, read: readIssuerSerial }
  const readCert = (cert: Element) =>
    readSequence(cert, [{ name: 'xa:CertDigest', required: true, read: readDigest }, issuerSerial])
  return readSequence(element, [{ name: 'xa:Cert', required: true, many: true, read: readCert }])
}

function readBase64(element: Element): Reading {
  const value = element.children.length === 0 ? fromBase64(element.text) : null
  return value !== null && value.length > 0 ? 'sound' : 'malformed'
}

/** X509IssuerSerialType: a name in words and a decimal number. */
function readIssuerSerial(element: Element): Reading {
  return readSequence(element, [
    { name: 'ds:X509IssuerName', required: true, read: readText },
    { name: 'ds:X509SerialNumber', required: true, read: readNumber },
  ])
}

function readNumber(element: Element): Reading {
  const isNumber = /^[+-]?\d{1,80}$/.test(collapseWhiteSpace(element.text))
  return element.children.length === 0 && isNumber ? 'sound' : 'malformed'
}
