import { hash } from 'node:crypto'
import { equalBytes } from '@/lib/kernel/bytes'
import {
  type Canonicalization,
  canonicalizationByUri,
  exclusiveC14n,
  hashByUri,
  inclusiveNamespaces,
  type SignatureMethod,
  signatureMethodUris,
  signedPropertiesType,
  unsupportedUris,
} from '../algorithms'
import { fromBase64 } from '../xml/base64'
import { canonicalize } from '../xml/canonicalize'
import { attributeOf, childrenNamed, type Element, isNamed } from '../xml/element'
import type { IdIndex } from '../xml/index-ids'
import { isWhiteSpace } from '../xml/white-space'
import { holdsOnly, type Report, type SignatureParts } from './signature-parts'

/** `signedBytes`: canonical bytes of the target, set when their digest is the one that was signed. */
export type SignedInfoFacts = { method: SignatureMethod | null; signedBytes: Uint8Array<ArrayBuffer> | null }

/** Methods, the exact set of references, their places, transforms and digests (V5–V8). */
export function checkSignedInfo(parts: SignatureParts, ids: IdIndex, report: Report): SignedInfoFacts {
  const { signedInfo, qualifyingProperties, signature } = parts
  const [canonicalization, signatureMethod, ...references] = signedInfo.children
  const isShaped =
    isWhiteSpace(signedInfo.text) &&
    canonicalization !== undefined &&
    signatureMethod !== undefined &&
    isNamed(canonicalization, 'ds', 'CanonicalizationMethod') &&
    isNamed(signatureMethod, 'ds', 'SignatureMethod') &&
    references.every((reference) => isNamed(reference, 'ds', 'Reference'))
  if (!isShaped) {
    report('signed_info_structure', signedInfo)
    return { method: null, signedBytes: null }
  }
  const isExclusive = algorithmOf(canonicalization) === exclusiveC14n
  if (!isExclusive) {
    const isSound = isUnsupported(canonicalization, 'canonicalization')
    report(isSound ? 'canonicalization_method_not_supported' : 'canonicalization_method_not_allowed', canonicalization)
  }
  const named = readMethod(signatureMethod, report)
  const method = isExclusive ? named : null
  const id = attributeOf(signature, 'Id')
  if (!id || attributeOf(qualifyingProperties, 'Target') !== `#${id}` || ids.byId.get(id) !== signature) {
    report('qualifying_properties_target', qualifyingProperties)
  }
  return { method, signedBytes: checkReferences(parts, references, ids, report) }
}

function readMethod(element: Element, report: Report): SignatureMethod | null {
  const uri = algorithmOf(element)
  if (uri === signatureMethodUris['rsa-sha256']) return 'rsa-sha256'
  if (uri === signatureMethodUris['ecdsa-sha256']) return 'ecdsa-sha256'
  const isSound = isUnsupported(element, 'signature')
  report(isSound ? 'signature_method_not_supported' : 'signature_method_not_allowed', element)
  return null
}

/** A sound algorithm that is not judged here: of another maker, or exclusive C14N with more namespaces than its own. */
function isUnsupported(element: Element, kind: keyof typeof unsupportedUris): boolean {
  const uri = attributeOf(element, 'Algorithm') ?? ''
  const isParameterOfC14n = element.children.every(
    ({ name, namespace }) => name === inclusiveNamespaces.name && namespace === inclusiveNamespaces.namespace,
  )
  if (kind !== 'canonicalization' || !isParameterOfC14n) {
    // RSASSA-PSS alone has parameters.
    return unsupportedUris[kind].has(uri) && (element.children.length === 0 || uri.endsWith('#rsa-pss'))
  }
  return unsupportedUris[kind].has(uri) || (uri === exclusiveC14n && element.children.length === 1)
}

/** Algorithm of an element that has nothing inside: parameters would change what it means. */
function algorithmOf(element: Element): string | null {
  return holdsOnly(element, []) ? attributeOf(element, 'Algorithm') : null
}

/** Three references, to the target, KeyInfo and SignedProperties, each once, in any order (V6). */
function checkReferences(parts: SignatureParts, references: readonly Element[], ids: IdIndex, report: Report) {
  if (references.length !== 3) report('reference_count', parts.signedInfo)
  const open = new Set([parts.target, parts.keyInfo, parts.signedProperties])
  let signedBytes: Uint8Array<ArrayBuffer> | null = null
  // Each costs a canonicalization: of too many, as many are looked at as it takes to say what is wrong.
  for (const reference of references.slice(0, 4)) {
    const element = resolve(reference, parts, ids, report)
    if (element === null) continue
    if (!open.delete(element)) report('reference_repeated', reference)
    const isTyped = attributeOf(reference, 'Type') === signedPropertiesType
    if (isTyped !== (element === parts.signedProperties)) report('signed_properties_type', reference)
    const octets = checkDigest(reference, element, report)
    if (element === parts.target) signedBytes = octets
  }
  return signedBytes
}

function resolve(reference: Element, parts: SignatureParts, ids: IdIndex, report: Report): Element | null {
  const uri = attributeOf(reference, 'URI') ?? ''
  const element = uri.startsWith('#') ? ids.byId.get(uri.slice(1)) : undefined
  if (element === undefined) {
    report('reference_unresolved', reference)
    return null
  }
  if (element === parts.target || element === parts.keyInfo || element === parts.signedProperties) return element
  report('reference_misplaced', reference)
  return null
}

/** The canonical bytes when the digest over them is right; otherwise `null` after a report (V7, V8). */
function checkDigest(reference: Element, element: Element, report: Report): Uint8Array<ArrayBuffer> | null {
  const hasTransforms = childrenNamed(reference, 'ds', 'Transforms').length > 0
  const shape = ['ds:DigestMethod', 'ds:DigestValue'] as const
  if (!holdsOnly(reference, hasTransforms ? ['ds:Transforms', ...shape] : shape)) {
    report('signed_info_structure', reference)
    return null
  }
  const [digestMethod, digestValue] = reference.children.slice(-2)
  const canonicalization = readTransform(hasTransforms ? reference.children[0] : undefined)
  const name = digestMethod && hashByUri.get(algorithmOf(digestMethod) ?? '')
  const expected = digestValue && digestValue.children.length === 0 ? fromBase64(digestValue.text) : null
  if (canonicalization === null) {
    const transform = reference.children[0]?.children[0]
    const isSound =
      transform !== undefined && isOnlyTransform(reference) && isUnsupported(transform, 'canonicalization')
    report(isSound ? 'transform_not_supported' : 'transform_not_allowed', reference)
  }
  if (name === undefined) {
    const isSound = digestMethod !== undefined && isUnsupported(digestMethod, 'digest')
    report(isSound ? 'digest_method_not_supported' : 'digest_method_not_allowed', reference)
  }
  if (!expected || expected.length === 0) report('digest_value_malformed', reference)
  if (canonicalization === null || name === undefined || !expected || expected.length === 0) return null
  const octets = canonicalize(element, canonicalization)
  const actual = hash(name, octets, 'buffer')
  if (equalBytes(actual, expected)) return octets
  report(expected.length === actual.length ? 'digest_mismatch' : 'digest_value_malformed', reference)
  return null
}

function isOnlyTransform({ children: [transforms] }: Element): boolean {
  return transforms !== undefined && holdsOnly(transforms, ['ds:Transform'])
}

/** No Transforms mean inclusive Canonical XML (XML Signature §4.4.3.2); `null` for what is not allowed. */
function readTransform(transforms: Element | undefined): Canonicalization | null {
  if (transforms === undefined) return 'inclusive'
  const [transform] = transforms.children
  if (!transform || !holdsOnly(transforms, ['ds:Transform'])) return null
  return canonicalizationByUri.get(algorithmOf(transform) ?? '') ?? null
}
