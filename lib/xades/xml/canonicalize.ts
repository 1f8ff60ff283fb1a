import type { Canonicalization } from '../algorithms'
import { compareCodePoints } from './compare-code-points'
import type { Attribute, Element } from './element'
import { xmlNamespace } from './read-element'

const encoder = new TextEncoder()

/**
 * Canonical bytes of an element with all below it, without comments (Canonical XML 1.0, Exclusive XML Canonicalization 1.0). Put
 * together from the canonical text that the parser wrote of the whole document: of a part, only the declarations of namespaces
 * are others, and on its apex the attributes of `xml:`.
 */
export function canonicalize(element: Element, canonicalization: Canonicalization): Uint8Array<ArrayBuffer> {
  return encoder.encode(canonicalization === 'inclusive' ? writeInclusive(element) : writeExclusive(element, new Map()))
}

export type Canonicalize = typeof canonicalize

/** Canonicalization that remembers what it made. */
export function canonicalizeOnce(): Canonicalize {
  const known = {
    exclusive: new Map<Element, Uint8Array<ArrayBuffer>>(),
    inclusive: new Map<Element, Uint8Array<ArrayBuffer>>(),
  }
  return (element, canonicalization) => {
    const octets = known[canonicalization].get(element) ?? canonicalize(element, canonicalization)
    known[canonicalization].set(element, octets)
    return octets
  }
}

/** Everything in scope is declared on the apex; below it everything is as in the whole document (Canonical XML §2.4). */
function writeInclusive(element: Element): string {
  const { text, contentStart, end } = element.place
  const declared = [...element.scope.keys()].filter((prefix) => element.scope.get(prefix) !== '')
  const attributes = withInherited(element).map(({ written }) => written)
  return `<${tagName(element)}${declarations(element, declared)}${attributes.join('')}>${withoutComments(text.slice(contentStart, end))}`
}

/** The attributes with those of `xml:` on the ancestors, the nearest of each name, in canonical order. */
function withInherited(element: Element): readonly Attribute[] {
  const inherited: Attribute[] = []
  for (let { parent } = element; parent !== null; parent = parent.parent) {
    for (const attribute of parent.attributes) {
      const isSame = ({ name, namespace }: Attribute) => namespace === xmlNamespace && name === attribute.name
      const isThere = element.attributes.some(isSame) || inherited.some(isSame)
      if (attribute.namespace === xmlNamespace && !isThere) inherited.push(attribute)
    }
  }
  if (inherited.length === 0) return element.attributes
  return [...element.attributes, ...inherited].sort(
    (a, b) => compareCodePoints(a.namespace, b.namespace) || compareCodePoints(a.name, b.name),
  )
}

/**
 * A namespace is declared where its prefix is used, unless an element around that is written has done so (Exclusive XML
 * Canonicalization §3). `declared`: what the elements around have declared.
 */
function writeExclusive(element: Element, declared: ReadonlyMap<string, string>): string {
  const { place, children, scope } = element
  const fresh = prefixesUsed(element).filter((prefix) => (declared.get(prefix) ?? '') !== (scope.get(prefix) ?? ''))
  const inside = fresh.length === 0 ? declared : withDeclared(declared, scope, fresh)
  let written = `<${tagName(element)}${declarations(element, fresh)}`
  for (const attribute of element.attributes) written += attribute.written
  written += '>'
  let done = place.contentStart
  for (const child of children) {
    written += withoutComments(place.text.slice(done, child.place.start)) + writeExclusive(child, inside)
    done = child.place.end
  }
  return written + withoutComments(place.text.slice(done, place.end))
}

function withDeclared(
  declared: ReadonlyMap<string, string>,
  scope: ReadonlyMap<string, string>,
  prefixes: readonly string[],
): ReadonlyMap<string, string> {
  return new Map([...declared, ...prefixes.map((prefix) => [prefix, scope.get(prefix) ?? ''] as const)])
}

/** Each once. `xml` may be among them: it is never declared in canonical text, and so never fresh. */
function prefixesUsed({ prefix, attributes }: Element): string[] {
  const used = [prefix]
  for (const attribute of attributes) {
    if (attribute.prefix !== '' && !used.includes(attribute.prefix)) used.push(attribute.prefix)
  }
  return used
}

function declarations({ scope }: Element, prefixes: readonly string[]): string {
  const sorted = prefixes.length < 2 ? prefixes : [...prefixes].sort(compareCodePoints)
  return sorted.map((prefix) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${scope.get(prefix) ?? ''}"`).join('')
}

function tagName({ prefix, name }: Element): string {
  return prefix === '' ? name : `${prefix}:${name}`
}

/** In canonical text `<!--` begins a comment wherever it is. */
function withoutComments(text: string): string {
  return text.includes('<!--') ? text.replace(/<!--.*?-->/gs, '') : text
}
