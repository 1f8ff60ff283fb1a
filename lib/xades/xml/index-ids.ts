import { type Element, walk } from './element'

/** Elements by identifier; a value that stands twice is in `duplicates` and leads to no element. */
export type IdIndex = { byId: ReadonlyMap<string, Element>; duplicates: readonly string[] }

/**
 * Every `id`, `Id`, `ID` and `xml:id` attribute of the document in one name space, whatever a schema would call an identifier
 * (V2): another reader of the document may follow any of them.
 */
export function indexIds(root: Element): IdIndex {
  const byId = new Map<string, Element>()
  const duplicates = new Set<string>()
  for (const element of walk(root)) {
    for (const { name, value } of element.attributes) {
      if (name.toLowerCase() !== 'id') continue
      if (byId.has(value)) duplicates.add(value)
      byId.set(value, element)
    }
  }
  for (const value of duplicates) byId.delete(value)
  return { byId, duplicates: [...duplicates] }
}
