import { type Canonicalization, canonicalizationByUri } from '../../algorithms'
import type { Canonicalize } from '../../xml/canonicalize'
import { attributeOf, childrenNamed, type Element } from '../../xml/element'
import { collapseWhiteSpace } from '../../xml/white-space'
import type { SignatureParts } from '../signature-parts'

/**
 * What an archive time-stamp covers, in this order (V17, ETSI TS 101 903 §8.2.1): what the references cover, SignedInfo,
 * SignatureValue, KeyInfo, the unsigned properties before it. The profile has no further ds:Object. References without a transform
 * are canonicalized by `method`. `canonicalize` is one of `canonicalizeOnce`: stamps share most of what they cover.
 */
export function archiveTimestampInput(
  parts: SignatureParts,
  stamp: Element,
  method: Canonicalization,
  canonicalize: Canonicalize,
): Uint8Array<ArrayBuffer>[] {
  const { signedInfo, signatureValue, keyInfo, unsignedProperties } = parts
  const references = childrenNamed(signedInfo, 'ds', 'Reference').flatMap((reference) => {
    const element = coveredBy(reference, parts)
    return element === null ? [] : [canonicalize(element, transformOf(reference) ?? method)]
  })
  const before = unsignedProperties.slice(0, unsignedProperties.indexOf(stamp))
  return [...references, ...[signedInfo, signatureValue, keyInfo, ...before].map((part) => canonicalize(part, method))]
}

function coveredBy(reference: Element, { target, keyInfo, signedProperties }: SignatureParts): Element | null {
  const id = attributeOf(reference, 'URI')?.slice(1)
  const hasId = (element: Element) =>
    element.attributes.some(({ name, value }) => name.toLowerCase() === 'id' && collapseWhiteSpace(value) === id)
  return [target, keyInfo, signedProperties].find(hasId) ?? null
}

function transformOf(reference: Element): Canonicalization | null {
  const [transforms] = childrenNamed(reference, 'ds', 'Transforms')
  const [transform] = transforms?.children ?? []
  return transform === undefined ? null : (canonicalizationByUri.get(attributeOf(transform, 'Algorithm') ?? '') ?? null)
}
