import { namespaces } from '../algorithms'
import { collapseWhiteSpace } from './white-space'

/** `prefix` is the document's own; `written` is its canonical text, with the space before it. */
export type Attribute = { name: string; namespace: string; prefix: string; value: string; written: string }

/** The place of an element in the canonical text of its whole document. */
export type CanonicalPlace = {
  /** Of the whole document, the same for all elements. */
  text: string
  start: number
  /** Behind the start tag. */
  contentStart: number
  /** Before the end tag. */
  contentEnd: number
  end: number
}

/** An element of a parsed document, read once, so that checks and canonical forms cost no call into the parser. */
export type Element = {
  readonly name: string
  /** '' for none. */
  readonly namespace: string
  /** The document's own; '' for none. */
  readonly prefix: string
  readonly parent: Element | null
  readonly attributes: readonly Attribute[]
  readonly children: readonly Element[]
  /** Character data directly inside, put together. */
  readonly text: string
  readonly hasComment: boolean
  /** Namespaces in scope, as they are written, by prefix; '' is the default one. */
  readonly scope: ReadonlyMap<string, string>
  readonly place: CanonicalPlace
}

export type NamespaceKey = keyof typeof namespaces

/** `prefix` is one of ours ('' for no namespace), whatever the document calls it. */
export function isNamed(element: Element, prefix: NamespaceKey, name: string): boolean {
  return element.name === name && element.namespace === namespaces[prefix]
}

export function childrenNamed(element: Element, prefix: NamespaceKey, name: string): Element[] {
  return element.children.filter((child) => isNamed(child, prefix, name))
}

/** The child of that name when there is exactly one; otherwise `null`. */
export function onlyChild(element: Element, prefix: NamespaceKey, name: string): Element | null {
  const found = childrenNamed(element, prefix, name)
  return found.length === 1 ? (found[0] ?? null) : null
}

/**
 * Value of an attribute without a namespace. All attributes of signatures are xs:anyURI or xs:ID: white space around the value is
 * no part of it.
 */
export function attributeOf(element: Element, name: string): string | null {
  const attribute = element.attributes.find((one) => one.name === name && one.namespace === '')
  return attribute === undefined ? null : collapseWhiteSpace(attribute.value)
}

/** The element and everything below it, in document order. */
export function walk(element: Element): Element[] {
  const found: Element[] = []
  collect(element, found)
  return found
}

function collect(element: Element, found: Element[]): void {
  found.push(element)
  for (const child of element.children) collect(child, found)
}

/** The path of an element, for people: `/Document/Prescription/PrescriptionSign/ds:Signature`. */
export function pathOf(element: Element): string {
  const prefix = prefixes.get(element.namespace) ?? '?'
  const step = `/${prefix === '' ? '' : `${prefix}:`}${element.name}`
  return element.parent === null ? step : `${pathOf(element.parent)}${step}`
}

const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri as string, prefix]))
