/** One DER element (X.690). `tag` is the tag number within its class; `contents` and `octets` are views, not copies. */
export type DerElement = {
  tagClass: 'universal' | 'application' | 'context' | 'private'
  tag: number
  isConstructed: boolean
  contents: Uint8Array
  octets: Uint8Array
}

const tagClasses = ['universal', 'application', 'context', 'private'] as const
const maxElements = 1_000

/** Reads exactly one element that fills `octets`; `null` otherwise. */
export function readDer(octets: Uint8Array): DerElement | null {
  const element = readAt(octets, 0)
  return element !== null && element.octets.length === octets.length ? element : null
}

/** The elements inside a constructed element, in order; `null` when the contents are no sequence of elements. */
export function derChildren(element: DerElement | null | undefined): DerElement[] | null {
  if (!element?.isConstructed) return null
  const children: DerElement[] = []
  let offset = 0
  while (offset < element.contents.length) {
    const child = readAt(element.contents, offset)
    if (child === null || children.length === maxElements) return null
    children.push(child)
    offset += child.octets.length
  }
  return children
}

/** The contents of a universal primitive element of that tag; `null` for anything else. */
export function derPrimitive(element: DerElement | null | undefined, tag: number): Uint8Array | null {
  if (element?.tagClass !== 'universal' || element.isConstructed || element.tag !== tag) return null
  return element.contents
}

/** A non-negative INTEGER or ENUMERATED of at most four octets. */
export function derSmallInteger(element: DerElement | null | undefined): number | null {
  const contents = derPrimitive(element, 2) ?? derPrimitive(element, 10)
  if (contents === null || contents.length === 0 || contents.length > 4 || (contents[0] ?? 0) > 0x7f) return null
  return contents.reduce((value, octet) => value * 256 + octet, 0)
}

/** Dotted form of an OBJECT IDENTIFIER; `null` for anything else. */
export function derOid(element: DerElement | null | undefined): string | null {
  const contents = derPrimitive(element, 6)
  if (contents === null || contents.length === 0) return null
  const arcs: number[] = []
  let arc = 0
  for (const octet of contents) {
    arc = arc * 128 + (octet & 0x7f)
    if (arc > Number.MAX_SAFE_INTEGER / 128) return null
    if (octet < 0x80) {
      arcs.push(arc)
      arc = 0
    }
  }
  const [first = 0, ...rest] = arcs
  const root = Math.min(Math.floor(first / 40), 2)
  return [root, first - root * 40, ...rest].join('.')
}

function readAt(octets: Uint8Array, offset: number): DerElement | null {
  const identifier = octets[offset]
  if (identifier === undefined) return null
  const tag = readTag(octets, offset)
  if (tag === null) return null
  const length = readLength(octets, tag.next)
  if (length === null || length.next + length.value > octets.length) return null
  return {
    tagClass: tagClasses[identifier >> 6] ?? 'private',
    tag: tag.value,
    isConstructed: (identifier & 0x20) !== 0,
    contents: octets.subarray(length.next, length.next + length.value),
    octets: octets.subarray(offset, length.next + length.value),
  }
}

function readTag(octets: Uint8Array, offset: number): { value: number; next: number } | null {
  const low = (octets[offset] ?? 0) & 0x1f
  if (low !== 0x1f) return { value: low, next: offset + 1 }
  let value = 0
  for (let next = offset + 1; next < offset + 4; next += 1) {
    const octet = octets[next]
    if (octet === undefined) return null
    value = value * 128 + (octet & 0x7f)
    if (octet < 0x80) return { value, next: next + 1 }
  }
  return null
}

function readLength(octets: Uint8Array, offset: number): { value: number; next: number } | null {
  const first = octets[offset]
  if (first === undefined || first === 0x80) return null
  if (first < 0x80) return { value: first, next: offset + 1 }
  const count = first & 0x7f
  if (count > 3 || offset + 1 + count > octets.length) return null
  const value = octets.subarray(offset + 1, offset + 1 + count).reduce((sum, octet) => sum * 256 + octet, 0)
  return { value, next: offset + 1 + count }
}
