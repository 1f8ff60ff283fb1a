import { namespaces } from '../algorithms'
import { type Element, pathOf } from '../xml/element'
import { isWhiteSpace } from '../xml/white-space'

const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri as string, prefix]))

/**
 * The places that lie in none of the covered elements: whole elements that have nothing covered inside, and otherwise the
 * attributes of the elements around what is covered. `values` are elements whose text is bound by the signature itself.
 */
export function unsignedPlaces(root: Element, covered: ReadonlySet<Element>, values: ReadonlySet<Element>): string[] {
  const around = new Set<Element>()
  for (const element of [...covered, ...values]) {
    for (let { parent } = element; parent !== null && !around.has(parent); parent = parent.parent) around.add(parent)
  }
  return placesIn(root, { covered, values, around })
}

/** `around`: the elements that have a covered one or a value inside. */
type Coverage = Readonly<Record<'covered' | 'values' | 'around', ReadonlySet<Element>>>

function placesIn(root: Element, coverage: Coverage): string[] {
  const { covered, values, around } = coverage
  if (covered.has(root)) return []
  if (!values.has(root) && !around.has(root)) return [pathOf(root)]
  const attributes = root.attributes.map(({ name, namespace }) => {
    const prefix = prefixes.get(namespace) ?? '?'
    return `${pathOf(root)}/@${prefix === '' ? '' : `${prefix}:`}${name}`
  })
  const text = !values.has(root) && !isWhiteSpace(root.text) ? [`${pathOf(root)}/text()`] : []
  return [...attributes, ...text, ...root.children.flatMap((child) => placesIn(child, coverage))]
}
