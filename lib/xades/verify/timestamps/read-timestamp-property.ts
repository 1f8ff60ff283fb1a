import { type Canonicalization, canonicalizationByUri, inclusiveNamespaces, unsupportedUris } from '../../algorithms'
import { fromBase64 } from '../../xml/base64'
import { attributeOf, type Element, isNamed } from '../../xml/element'

/** A time-stamp property that is judged: one token, and the canonical form of what it covers. */
export type TimestampProperty = { tokenDer: Uint8Array; canonicalization: Canonicalization }

const derEncodings: readonly string[] = ['http://uri.etsi.org/01903/v1.2.2#DER', 'http://uri.etsi.org/01903/v1.2.2#BER']

/**
 * GenericTimeStampType (ETSI EN 319 132-1 §5.1.4). `unsupported`: legal, but not judged here (several tokens, XMLTimeStamp, explicit
 * references, other canonicalizations, other encodings). `malformed`: against the schema.
 */
export function readTimestampProperty(property: Element): TimestampProperty | 'malformed' | 'unsupported' {
  const { children } = property
  const methods = children.filter((child) => isNamed(child, 'ds', 'CanonicalizationMethod'))
  const tokens = children.filter(isToken)
  const references = children.filter(isReference)
  const isKnown = references.length + methods.length + tokens.length === children.length
  const [token] = tokens
  if (!isKnown || methods.length > 1 || token === undefined) return 'malformed'
  const canonicalization = readMethod(methods[0])
  if (canonicalization === 'malformed') return 'malformed'
  const tokenDer = token.children.length > 0 ? null : fromBase64(token.text)
  const isOther = references.length > 0 || tokens.length > 1 || isNamed(token, 'xa', 'XMLTimeStamp')
  if (isOther || canonicalization === 'unsupported' || !isDer(token)) return 'unsupported'
  return tokenDer === null ? 'malformed' : { tokenDer, canonicalization }
}

function isToken(element: Element): boolean {
  return isNamed(element, 'xa', 'EncapsulatedTimeStamp') || isNamed(element, 'xa', 'XMLTimeStamp')
}

function isReference(element: Element): boolean {
  return isNamed(element, 'xa', 'Include') || isNamed(element, 'xa', 'ReferenceInfo')
}

function isDer(token: Element): boolean {
  const encoding = attributeOf(token, 'Encoding')
  return encoding === null || derEncodings.includes(encoding)
}

/** No CanonicalizationMethod means inclusive Canonical XML (§5.1.4.4.1). */
function readMethod(element: Element | undefined): Canonicalization | 'malformed' | 'unsupported' {
  if (element === undefined) return 'inclusive'
  const uri = attributeOf(element, 'Algorithm') ?? ''
  const known = canonicalizationByUri.get(uri)
  const hasOnlyNamespaces = element.children.every(
    ({ name, namespace }) => name === inclusiveNamespaces.name && namespace === inclusiveNamespaces.namespace,
  )
  if (!hasOnlyNamespaces) return 'malformed'
  if (known !== undefined && element.children.length === 0) return known
  return known !== undefined || unsupportedUris.canonicalization.has(uri) ? 'unsupported' : 'malformed'
}
