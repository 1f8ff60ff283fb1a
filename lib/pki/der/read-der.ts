import { PkiError } from '../pki-error'
import { DER, type DerElement } from './der-element'

/** What one reading may cost. */
export type DerLimits = { maxOctets: number; maxDepth: number }

const defaultLimits: DerLimits = { maxOctets: 16 * 1024 * 1024, maxDepth: 32 }
const tagClasses = ['universal', 'application', 'context', 'private'] as const
const maxTag = 0x1f_ffff
/** Elements directly inside one: more than a CRL of the largest size can list. */
const maxChildren = 1_000_000

type Header = { tag: number; start: number; contentStart: number; end: number }

/**
 * Reads exactly one DER element that fills `octets`, and walks all elements inside: definite, minimal lengths, minimal tags,
 * nothing behind the last octet, primitive and constructed forms as DER has them (X.690 §§8.1, 10). The order within a
 * SET OF (§11.6) is not checked.
 * @throws {PkiError} der_malformed, der_too_large (also for more than a million elements inside one), der_too_deep
 */
export function readDer(octets: Uint8Array, limits: Partial<DerLimits> = {}): DerElement {
  const { maxOctets, maxDepth } = { ...defaultLimits, ...limits }
  if (octets.length > maxOctets) throw new PkiError('der_too_large', `${octets.length} octets`)
  const header = readHeader(octets, 0, octets.length)
  if (header.end !== octets.length) throw malformed('octets behind the element')
  if (isConstructed(octets, header)) walk(octets, header, maxDepth)
  return toElement(octets, header)
}

/**
 * The elements inside a constructed element, in order.
 * @throws {PkiError} der_malformed
 */
export function derChildren(element: DerElement): DerElement[] {
  if (!element.isConstructed) throw malformed('primitive where constructed is due')
  const { contents } = element
  const children: DerElement[] = []
  for (let offset = 0; offset < contents.length; ) {
    const header = readHeader(contents, offset, contents.length)
    children.push(toElement(contents, header))
    offset = header.end
  }
  return children
}

function walk(octets: Uint8Array, header: Header, depthLeft: number): void {
  if (depthLeft === 0) throw new PkiError('der_too_deep')
  let children = 0
  for (let offset = header.contentStart; offset < header.end; ) {
    children += 1
    if (children > maxChildren) throw new PkiError('der_too_large', 'elements')
    const child = readHeader(octets, offset, header.end)
    if (isConstructed(octets, child)) walk(octets, child, depthLeft - 1)
    offset = child.end
  }
}

function readHeader(octets: Uint8Array, start: number, limit: number): Header {
  const tag = readTag(octets, start, limit)
  const length = readLength(octets, tag.next, limit)
  const header = { tag: tag.value, start, contentStart: length.next, end: length.next + length.value }
  if (header.end > limit) throw malformed('element reaches beyond its container')
  if ((octets[start] ?? 0) >> 6 === 0) assertForm(tag.value, isConstructed(octets, header))
  return header
}

/** X.690 §8.9, §8.11, §10.2: sequences and sets are constructed, all strings and values are primitive. */
function assertForm(tag: number, constructed: boolean): void {
  if (tag === 0) throw malformed('end-of-contents')
  const mustBeConstructed = tag === DER.sequence || tag === DER.set || tag === 8 || tag === 11
  if (constructed !== mustBeConstructed) throw malformed(`form of tag ${tag}`)
}

function readTag(octets: Uint8Array, start: number, limit: number): { value: number; next: number } {
  if (start >= limit) throw malformed('truncated')
  const low = (octets[start] ?? 0) & 0x1f
  if (low !== 0x1f) return { value: low, next: start + 1 }
  let value = 0
  for (let next = start + 1; next < limit; next += 1) {
    const octet = octets[next] ?? 0
    value = value * 128 + (octet & 0x7f)
    if (value === 0 || value > maxTag) throw malformed('tag number')
    if (octet < 0x80) {
      if (value < 0x1f) throw malformed('tag number is not minimal')
      return { value, next: next + 1 }
    }
  }
  throw malformed('truncated')
}

function readLength(octets: Uint8Array, start: number, limit: number): { value: number; next: number } {
  if (start >= limit) throw malformed('truncated')
  const first = octets[start] ?? 0
  if (first < 0x80) return { value: first, next: start + 1 }
  const count = first & 0x7f
  if (count === 0 || count > 4) throw malformed('indefinite or too long a length')
  const next = start + 1 + count
  if (next > limit) throw malformed('truncated')
  let value = 0
  for (let index = start + 1; index < next; index += 1) value = value * 256 + (octets[index] ?? 0)
  if (value < 0x80 || value < 256 ** (count - 1)) throw malformed('length is not minimal')
  return { value, next }
}

function isConstructed(octets: Uint8Array, header: Header): boolean {
  return ((octets[header.start] ?? 0) & 0x20) !== 0
}

function toElement(octets: Uint8Array, header: Header): DerElement {
  return {
    tagClass: tagClasses[(octets[header.start] ?? 0) >> 6] ?? 'private',
    tag: header.tag,
    isConstructed: isConstructed(octets, header),
    contents: octets.subarray(header.contentStart, header.end),
    octets: octets.subarray(header.start, header.end),
  }
}

function malformed(detail: string): PkiError {
  return new PkiError('der_malformed', detail)
}
