import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { SignaturePlace } from '../document-profile'
import type { CauseCode, FindingCode } from '../xades.findings'
import { childrenNamed, type Element, isNamed, onlyChild, pathOf } from '../xml/element'
import { isWhiteSpace } from '../xml/white-space'

/** The elements of one signature, each of them once, at the place where the profile puts it. */
export type SignatureParts = SignaturePlace & {
  signature: Element
  signedInfo: Element
  signatureValue: Element
  keyInfo: Element
  qualifyingProperties: Element
  signedProperties: Element
  /** In document order; empty for a BES signature. */
  unsignedProperties: readonly Element[]
}

/** Collects what is wrong with one signature. */
export type Report = (code: FindingCode, place?: Element, cause?: CauseCode) => void

/** The parts of the signature in `place.holder` (V3, V4), or `null` after a report. */
export function readSignatureParts(place: SignaturePlace, report: Report): SignatureParts | null {
  const signature = onlyChild(place.holder, 'ds', 'Signature')
  if (signature === null) {
    report('signature_missing', place.holder)
    return null
  }
  const [signedInfo, signatureValue, keyInfo, object] = signature.children
  const isShaped =
    holdsOnly(place.holder, ['ds:Signature']) &&
    holdsOnly(signature, ['ds:SignedInfo', 'ds:SignatureValue', 'ds:KeyInfo', 'ds:Object'])
  if (!isShaped || !signedInfo || !signatureValue || !keyInfo || !object) {
    report('signature_structure', signature)
    return null
  }
  const properties = readQualifyingProperties(object, report)
  return properties === null ? null : { ...place, signature, signedInfo, signatureValue, keyInfo, ...properties }
}

type Properties = Pick<SignatureParts, 'qualifyingProperties' | 'signedProperties' | 'unsignedProperties'>

function readQualifyingProperties(object: Element, report: Report): Properties | null {
  if (childrenNamed(object, 'xa', 'QualifyingPropertiesReference').length > 0) {
    report('qualifying_properties_reference', object)
    return null
  }
  const [qualifyingProperties] = object.children
  const [signedProperties, unsigned] = qualifyingProperties?.children ?? []
  const isShaped =
    qualifyingProperties !== undefined &&
    holdsOnly(object, ['xa:QualifyingProperties']) &&
    (holdsOnly(qualifyingProperties, ['xa:SignedProperties']) ||
      holdsOnly(qualifyingProperties, ['xa:SignedProperties', 'xa:UnsignedProperties'])) &&
    (unsigned === undefined || isUnsignedShaped(unsigned))
  if (!isShaped || !signedProperties) {
    report('qualifying_properties_structure', object)
    return null
  }
  const unsignedProperties = unsigned?.children.flatMap((part) =>
    isNamed(part, 'xa', 'UnsignedSignatureProperties') ? part.children : [],
  )
  const counter = unsignedProperties?.find((property) => isNamed(property, 'xa', 'CounterSignature'))
  if (counter) report('counter_signature', counter)
  return { qualifyingProperties, signedProperties, unsignedProperties: unsignedProperties ?? [] }
}

function isUnsignedShaped(unsigned: Element): boolean {
  return (
    holdsOnly(unsigned, ['xa:UnsignedSignatureProperties']) ||
    holdsOnly(unsigned, ['xa:UnsignedDataObjectProperties']) ||
    holdsOnly(unsigned, ['xa:UnsignedSignatureProperties', 'xa:UnsignedDataObjectProperties'])
  )
}

/** Exactly these children in this order, and between them nothing but white space. */
export function holdsOnly(element: Element, names: readonly `${'ds' | 'xa'}:${string}`[]): boolean {
  if (element.children.length !== names.length || !isWhiteSpace(element.text)) return false
  return element.children.every((child, index) => {
    const name = names[index]
    return name !== undefined && isNamed(child, name.startsWith('ds:') ? 'ds' : 'xa', name.slice(3))
  })
}

/** A report that puts findings into a list, under the signature they belong to. */
export function reportTo(
  add: (code: FindingCode, about: { signature: DocumentKind; place?: string; cause?: CauseCode }) => void,
  signature: DocumentKind,
): Report {
  return (code, place, cause) =>
    add(code, {
      signature,
      ...(place === undefined ? {} : { place: pathOf(place) }),
      ...(cause === undefined ? {} : { cause }),
    })
}
