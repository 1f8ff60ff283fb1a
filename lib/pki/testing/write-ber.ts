import { concatBytes, equalBytes, joinBytes } from '@/lib/kernel/bytes'
import { DER, type DerElement, isUniversal } from '../der/der-element'
import { derChildren, readDer } from '../der/read-der'

/** How one element is written: `next` gives 0 or 1 for each choice. */
export type BerChoices = {
  next: () => number
  /** Elements that stay as they are, as certificates have to: their makers signed these very bytes. */
  kept: readonly Uint8Array[]
  /** Constructed elements get indefinite lengths, and primitive ones stay as they are. */
  isOnlyIndefinite?: boolean
}

/** The same value in BER: indefinite lengths, longer lengths than needed, OCTET STRINGs in segments, as the choices fall. */
export function writeBer(der: Uint8Array, choices: BerChoices): Uint8Array<ArrayBuffer> {
  return writeElement(readDer(der), choices)
}

function writeElement(element: DerElement, choices: BerChoices): Uint8Array<ArrayBuffer> {
  const { octets, contents, isConstructed } = element
  if (choices.kept.some((kept) => equalBytes(kept, octets))) return new Uint8Array(octets)
  const identifier = octets[0] ?? 0
  if (isConstructed) {
    return write(identifier, joinBytes(derChildren(element).map((child) => writeElement(child, choices))), choices)
  }
  const isWhole = choices.isOnlyIndefinite === true || !isUniversal(element, DER.octetString) || contents.length < 2
  if (isWhole || choices.next() === 0) {
    return write(identifier, contents, { ...choices, next: () => 0 })
  }
  const middle = contents.length >> 1
  const segments = [contents.subarray(0, middle), contents.subarray(middle), new Uint8Array()]
  return write(identifier | 0x20, joinBytes(segments.map((segment) => write(identifier, segment, choices))), choices)
}

function write(identifier: number, contents: Uint8Array, { next }: BerChoices): Uint8Array<ArrayBuffer> {
  const isIndefinite = next() === 1 && (identifier & 0x20) !== 0
  if (isIndefinite) return concatBytes(Uint8Array.of(identifier, 0x80), contents, Uint8Array.of(0, 0))
  const { length } = contents
  const long = [0x84, (length >> 24) & 0xff, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff]
  if (next() === 1) return concatBytes(Uint8Array.of(identifier, ...long), contents)
  const minimal = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return concatBytes(Uint8Array.of(identifier, ...(length < 0x10000 ? minimal : long)), contents)
}
