import { type Element, walk } from './element'
import { collapseWhiteSpace } from './white-space'

/** Elements by identifier; a value that occurs twice is in `duplicates` and leads to no element. */
export type IdIndex = { byId: ReadonlyMap<string, Element>; duplicates: readonly string[] }

/**
 * Every `id`, `Id`, `ID` and `xml:id` attribute of the document in one name space, whatever a schema would call an identifier
 * (V2): another reader of the document may follow any of them. White space around a value is no part of it, as a schema has it.
 */
export function indexIds(root: Element): IdIndex {
  const byId = new Map<string, Element>()
  const duplicates = new Set<string>()
  for (const element of walk(root)) {
    for (const { name, value: written } of element.attributes) {
      if (name.toLowerCase() !== 'id') continue
      const value = collapseWhiteSpace(written)
      if (byId.has(value)) duplicates.add(value)
      byId.set(value, element)
    }
  }
  for (const value of duplicates) byId.delete(value)
  return { byId, duplicates: [...duplicates] }
}
