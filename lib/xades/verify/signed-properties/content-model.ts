import { type Element, isNamed } from '../../xml/element'
import { collapseWhiteSpace, isWhiteSpace } from '../../xml/white-space'

/** `sound`: read to its end and understood. `unsupported`: legal, but what it says is not judged here. */
export type Reading = 'sound' | 'unsupported' | 'malformed'

export type ElementName = `${'ds' | 'xa'}:${string}`

/** A child of a sequence; `required` and `many` are false by default. `read` judges what is inside. */
export type Particle = { name: ElementName; required?: boolean; many?: boolean; read: (element: Element) => Reading }

/** The worst of the readings; sound without any. */
export function worstOf(readings: readonly Reading[]): Reading {
  if (readings.includes('malformed')) return 'malformed'
  return readings.includes('unsupported') ? 'unsupported' : 'sound'
}

/** Exactly these children in this order, nothing else between them but white space; then what is inside of each. */
export function readSequence(element: Element, particles: readonly Particle[]): Reading {
  const left = [...element.children]
  const readings: Reading[] = []
  for (const { name, required, many, read } of particles) {
    const found = takeNamed(left, name)
    if ((required && found.length === 0) || (!many && found.length > 1)) return 'malformed'
    readings.push(...found.map(read))
  }
  return left.length === 0 && isWhiteSpace(element.text) ? worstOf(readings) : 'malformed'
}

/** The children of that name at the front of the list, taken off it. */
function takeNamed(left: Element[], name: ElementName): Element[] {
  const end = left.findIndex((child) => !isElementNamed(child, name))
  return left.splice(0, end === -1 ? left.length : end)
}

export function isElementNamed(element: Element, name: ElementName): boolean {
  return isNamed(element, name.startsWith('ds:') ? 'ds' : 'xa', name.slice(3))
}

/** Nothing inside. */
export function readEmpty(element: Element): Reading {
  return element.children.length === 0 && isWhiteSpace(element.text) ? 'sound' : 'malformed'
}

/** Text, be it empty: what a person wrote for people. */
export function readText(element: Element): Reading {
  return element.children.length === 0 ? 'sound' : 'malformed'
}

/** xs:anyURI that names something. */
export function readUri(element: Element): Reading {
  return element.children.length === 0 && isUri(element.text) ? 'sound' : 'malformed'
}

/** RFC 3986 §2: the characters of a reference, and those of an IRI. */
export function isUri(text: string): boolean {
  return /^[^\s<>"{}|\\^`\p{Cc}]+$/u.test(collapseWhiteSpace(text))
}

/** `xs:any` content: may be there, is not understood. */
export function readAny(): Reading {
  return 'unsupported'
}

/** ObjectIdentifierType (XAdES 1.3.2 §7.1.2): an identifier with what describes it. */
export function readObjectIdentifier(element: Element): Reading {
  return readSequence(element, [
    { name: 'xa:Identifier', required: true, read: readUri },
    { name: 'xa:Description', read: readText },
    { name: 'xa:DocumentationReferences', read: readDocumentationReferences },
  ])
}

function readDocumentationReferences(element: Element): Reading {
  return readSequence(element, [{ name: 'xa:DocumentationReference', required: true, many: true, read: readUri }])
}
