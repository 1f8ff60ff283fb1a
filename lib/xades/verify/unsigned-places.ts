import { namespaces } from '../algorithms'
import { type Element, pathOf } from '../xml/element'

const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri as string, prefix]))

/**
 * The places that lie in none of the covered elements: whole elements that have nothing covered inside, and otherwise the
 * attributes of the elements around what is covered. `values` are elements whose text is bound by the signature itself.
 */
export function unsignedPlaces(root: Element, covered: ReadonlySet<Element>, values: ReadonlySet<Element>): string[] {
  if (covered.has(root)) return []
  if (!values.has(root) && !hasInside(root, covered, values)) return [pathOf(root)]
  const attributes = root.attributes.map(({ name, namespace }) => {
    const prefix = prefixes.get(namespace) ?? '?'
    return `${pathOf(root)}/@${prefix === '' ? '' : `${prefix}:`}${name}`
  })
  const text = !values.has(root) && root.text.trim() !== '' ? [`${pathOf(root)}/text()`] : []
  return [...attributes, ...text, ...root.children.flatMap((child) => unsignedPlaces(child, covered, values))]
}

function hasInside(element: Element, covered: ReadonlySet<Element>, values: ReadonlySet<Element>): boolean {
  return element.children.some((child) => covered.has(child) || values.has(child) || hasInside(child, covered, values))
}
