import type { Certificate } from '@/lib/pki/certificate'
import type { Crl } from '@/lib/pki/crl'
import { readCertificate, readCrl } from '../read-certificate'
import { fromBase64 } from '../xml/base64'
import { type Element, isNamed, walk } from '../xml/element'

/** Certificates and CRLs in a document's unsigned properties; `propertyOf`: which of these each CRL is in, counted from 0. */
export type EmbeddedValues = { certificates: Certificate[]; crls: Crl[]; propertyOf: ReadonlyMap<Crl, number> }

/** Of each kind; what comes after is not looked at. */
const maxValues = 32

/**
 * What CertificateValues, RevocationValues and TimeStampValidationData hold. Candidates, never trust (V18): they help to find a path
 * to an anchor of the settings, whose signatures then prove them. What is malformed is left out. No address inside is followed.
 */
export function readEmbeddedValues(unsignedProperties: readonly Element[]): EmbeddedValues {
  const certificates: Certificate[] = []
  const crls: Crl[] = []
  const propertyOf = new Map<Crl, number>()
  for (const [index, property] of unsignedProperties.entries()) {
    if (!isValidationData(property)) continue
    for (const element of walk(property)) {
      if (isNamed(element, 'xa', 'EncapsulatedX509Certificate')) add(certificates, element, readCertificate)
      if (isNamed(element, 'xa', 'EncapsulatedCRLValue')) add(crls, element, readCrl)
    }
    for (const crl of crls) if (!propertyOf.has(crl)) propertyOf.set(crl, index)
  }
  return { certificates, crls, propertyOf }
}

function isValidationData(property: Element): boolean {
  return (
    isNamed(property, 'xa', 'CertificateValues') ||
    isNamed(property, 'xa', 'RevocationValues') ||
    isNamed(property, 'xa141', 'TimeStampValidationData')
  )
}

function add<Value>(list: Value[], element: Element, read: (der: Uint8Array) => Value | null): void {
  if (list.length >= maxValues) return
  const der = fromBase64(element.text)
  const value = der === null ? null : read(der)
  if (value !== null) list.push(value)
}
