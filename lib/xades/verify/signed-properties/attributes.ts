import { namespaces } from '../../algorithms'
import type { Attribute, Element } from '../../xml/element'

/** Attributes that the elements of SignedProperties may have; the others have none. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  SignedProperties: ['Id'],
  SignedSignatureProperties: ['Id'],
  SignedDataObjectProperties: ['Id'],
  Cert: ['URI'],
  DigestMethod: ['Algorithm'],
  Transform: ['Algorithm'],
  Identifier: ['Qualifier'],
  DataObjectFormat: ['ObjectReference'],
}
/** Hints for readers with a schema (XML Schema Part 1 §2.6.3); `type` and `nil` would change what an element is. */
const schemaHints: readonly string[] = ['schemaLocation', 'noNamespaceSchemaLocation']

/** Whether every attribute of the element is read here. */
export function hasOnlyKnownAttributes({ name, attributes }: Element): boolean {
  return attributes.every((attribute) => isKnown(name, attribute))
}

function isKnown(element: string, { name, namespace }: Attribute): boolean {
  if (namespace === namespaces.xsi) return schemaHints.includes(name)
  return namespace === '' && Object.hasOwn(allowed, element) && allowed[element]?.includes(name) === true
}
