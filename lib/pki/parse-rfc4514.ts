import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import { readDer } from './der/read-der'
import { encodeObjectId, encodeSequence, encodeSequenceOf, encodeSetOf, encodeUtf8String } from './der/write-der'
import { type Name, parseName } from './name'
import { ATTRIBUTE_NAMES } from './pki.oids'
import { PkiError } from './pki-error'

const maxLength = 4_096

/** Short names in use in addition to those of RFC 4514 §3; letter case does not matter. */
const typesByName: ReadonlyMap<string, string> = new Map([
  ...Object.entries(ATTRIBUTE_NAMES).map(([type, name]): [string, string] => [name.toUpperCase(), type]),
  ['S', '2.5.4.8'],
  ['SP', '2.5.4.8'],
  ['T', '2.5.4.12'],
  ['G', '2.5.4.42'],
  ['GIVENNAME', '2.5.4.42'],
  ['SURNAME', '2.5.4.4'],
  ['E', '1.2.840.113549.1.9.1'],
  ['EMAIL', '1.2.840.113549.1.9.1'],
  ['DNQUALIFIER', '2.5.4.46'],
])

const spaces = / */y
const typePattern = /(?<type>[A-Za-z][A-Za-z0-9-]*|(?:[Oo][Ii][Dd]\.)?[0-2](?:\.\d{1,12})+) *= */y
const hexPattern = /#(?<hex>(?:[0-9A-Fa-f]{2})+)/y
const quotedPattern = /"(?<quoted>(?:[^"\\]|\\.)*)"/sy
const valuePattern = /(?<value>(?:[^"\\,;+<>]|\\.)*)/sy

/**
 * A distinguished name in words (RFC 4514 §3; quotes, `;` and spaces around separators as RFC 2253 §4 asks readers to take them),
 * to be compared with `isSameName`. The words come last RDN first; the name has them in its own order.
 * @returns `null` for anything else, an attribute type without a known name included
 */
export function parseRfc4514(text: string): Name | null {
  if (text.length > maxLength) return null
  try {
    const rdns = readRdns(text)
    return rdns === null ? null : parseName(readDer(encodeSequenceOf(rdns.reverse().map((rdn) => encodeSetOf(...rdn)))))
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

function readRdns(text: string): Uint8Array[][] | null {
  const rdns: Uint8Array[][] = []
  let rdn: Uint8Array[] = []
  let place = match(spaces, text, 0)?.end ?? 0
  while (place < text.length) {
    const attribute = readAttribute(text, place)
    if (attribute === null) return null
    rdn.push(attribute.der)
    place = match(spaces, text, attribute.end)?.end ?? attribute.end
    const separator = text[place] ?? ''
    if (separator !== '+') {
      rdns.push(rdn)
      rdn = []
    }
    if (separator === '') return rdns
    if (!',;+'.includes(separator)) return null
    place = match(spaces, text, place + 1)?.end ?? place + 1
    if (place >= text.length) return null
  }
  return rdns
}

function readAttribute(text: string, start: number): { der: Uint8Array; end: number } | null {
  const type = match(typePattern, text, start)
  if (type === null) return null
  const name = type.groups['type'] ?? ''
  const oid = /\d/.test(name[0] ?? '')
    ? name
    : name.toUpperCase().startsWith('OID.')
      ? name.slice(4)
      : typesByName.get(name.toUpperCase())
  const value = oid === undefined ? null : readValue(text, type.end)
  if (oid === undefined || value === null) return null
  return { der: encodeSequence(encodeObjectId(oid), value.der), end: value.end }
}

function readValue(text: string, start: number): { der: Uint8Array; end: number } | null {
  const hex = match(hexPattern, text, start)
  if (hex !== null) return { der: fromHex(hex.groups['hex'] ?? ''), end: hex.end }
  const quoted = match(quotedPattern, text, start)
  const found = quoted ?? match(valuePattern, text, start)
  if (found === null) return null
  const raw = quoted === null ? withoutEndSpaces(found.groups['value'] ?? '') : (found.groups['quoted'] ?? '')
  const value = withoutEscapes(raw)
  return value === null ? null : { der: encodeUtf8String(value), end: found.end }
}

/** Spaces at the end belong to the value only where they are escaped. */
function withoutEndSpaces(text: string): string {
  const trimmed = text.replace(/ +$/, '')
  const escapes = /\\*$/.exec(trimmed)?.[0].length ?? 0
  return escapes % 2 === 1 ? `${trimmed} ` : trimmed
}

/** `\2C` is a byte of UTF-8, `\,` the character itself. */
function withoutEscapes(text: string): string | null {
  const parts: Uint8Array[] = []
  for (const [, pair, escaped, plain] of text.matchAll(/\\([0-9A-Fa-f]{2})|\\(.)|([^\\]+)/gs)) {
    parts.push(pair === undefined ? utf8(escaped ?? plain ?? '') : fromHex(pair))
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(concatBytes(...parts))
  } catch {
    return null
  }
}

function match(pattern: RegExp, text: string, start: number) {
  pattern.lastIndex = start
  const found = pattern.exec(text)
  return found === null ? null : { groups: found.groups ?? {}, end: start + found[0].length }
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
