import { PkiError } from '../pki-error'
import { DER, type DerElement } from './der-element'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/
const numeric = /^[0-9 ]*$/

/**
 * The text of a character string: UTF8String, PrintableString, NumericString, IA5String, VisibleString, BMPString,
 * UniversalString; TeletexString as ISO 8859-1, as the field reads it. `null` for any other type.
 * PrintableString is taken with any ASCII character, because certificates in use have `@`, `&` and `*` in it.
 * @throws {PkiError} der_malformed when the octets do not fit the type
 */
export function readText(element: DerElement): string | null {
  if (element.tagClass !== 'universal' || element.isConstructed) return null
  const { contents } = element
  switch (element.tag) {
    case DER.utf8String:
      return fromUtf8(contents)
    case DER.printableString:
    case DER.numericString:
    case DER.ia5String:
    case DER.visibleString:
      return fromAscii(contents)
    case DER.teletexString:
      return fromCodes(contents, 1)
    case DER.bmpString:
      return fromCodes(contents, 2)
    case DER.universalString:
      return fromCodes(contents, 4)
    default:
      return null
  }
}

/** ASCII octets. @throws {PkiError} der_malformed */
export function fromAscii(octets: Uint8Array): string {
  if (octets.some((octet) => octet > 0x7f)) throw new PkiError('der_malformed', 'ASCII expected')
  return fromCodes(octets, 1)
}

/** Whether a PrintableString may hold the text (X.680 §41.4). */
export function isPrintable(text: string): boolean {
  return printable.test(text) || numeric.test(text)
}

function fromUtf8(octets: Uint8Array): string {
  try {
    return utf8.decode(octets)
  } catch {
    throw new PkiError('der_malformed', 'UTF-8 expected')
  }
}

function fromCodes(octets: Uint8Array, size: 1 | 2 | 4): string {
  if (octets.length % size !== 0) throw new PkiError('der_malformed', 'whole characters expected')
  let text = ''
  for (let offset = 0; offset < octets.length; offset += size) {
    const code = octets.subarray(offset, offset + size).reduce((value, octet) => value * 256 + octet, 0)
    if (code > 0x10ffff) throw new PkiError('der_malformed', 'character out of range')
    text += size === 4 ? String.fromCodePoint(code) : String.fromCharCode(code)
  }
  return text
}
