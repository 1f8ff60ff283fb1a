import { DER, type DerElement } from './der/der-element'
import { readText } from './der/der-text'
import { readObjectId, readSequence, readSet, toHex } from './der/der-values'
import { ATTRIBUTE_NAMES } from './pki.oids'
import { PkiError } from './pki-error'

/** One AttributeTypeAndValue. `text` is `null` where the value is no character string; `value` is its whole DER element. */
export type NameAttribute = { type: string; text: string | null; value: Uint8Array }

/**
 * A distinguished name. `keys` holds one comparable string for each RDN (RFC 5280 §7.1): equal names have equal keys,
 * whatever string type, letter case or spacing they were written in.
 */
export type Name = { der: Uint8Array; rdns: readonly (readonly NameAttribute[])[]; keys: readonly string[] }

const maxRdns = 64
const maxAttributes = 16
const comparableTags: readonly number[] = [
  DER.utf8String,
  DER.printableString,
  DER.numericString,
  DER.teletexString,
  DER.ia5String,
  DER.visibleString,
  DER.bmpString,
  DER.universalString,
]

/** @throws {PkiError} name_malformed, der_malformed */
export function parseName(element: DerElement): Name {
  const rdns = readSequence(element)
  if (rdns.length > maxRdns) throw new PkiError('name_malformed', 'too many RDNs')
  const parsed = rdns.map(parseRdn)
  return { der: element.octets, rdns: parsed.map(({ attributes }) => attributes), keys: parsed.map(({ key }) => key) }
}

/** The RDN that a name relative to an issuer adds to the issuer's name (RFC 5280 §4.2.1.13). */
export function appendRdn(base: Name, relative: { attributes: readonly NameAttribute[]; key: string }): Name {
  return { der: base.der, rdns: [...base.rdns, relative.attributes], keys: [...base.keys, relative.key] }
}

/** The elements of one RDN. @throws {PkiError} name_malformed, der_malformed */
export function parseRdn(element: DerElement): { attributes: NameAttribute[]; key: string } {
  const elements = readSet(element)
  if (elements.length === 0 || elements.length > maxAttributes)
    throw new PkiError('name_malformed', 'attributes of an RDN')
  const parsed = elements.map(parseAttribute)
  const key = parsed
    .map((attribute) => attribute.key)
    .sort()
    .join('\u0001')
  return { attributes: parsed.map(({ attribute }) => attribute), key }
}

/** RFC 5280 §7.1. */
export function isSameName(a: Name, b: Name): boolean {
  return a.keys.length === b.keys.length && isNameWithin(a, b)
}

/** Whether `name` lies in the subtree that starts at `base`; every name lies in the subtree of the empty name. */
export function isNameWithin(name: Name, base: Name): boolean {
  return base.keys.length <= name.keys.length && base.keys.every((key, index) => key === name.keys[index])
}

/** One string that is equal for equal names, to be used as a key. */
export function toNameKey(name: Name): string {
  return name.keys.join('\u0002')
}

/** RFC 4514: the last RDN first, values escaped; attribute types without a short form as numbers with hex values. */
export function toRfc4514(name: Name): string {
  const text = texts.get(name) ?? writeRfc4514(name)
  texts.set(name, text)
  return text
}

/** Every place of a finding names its certificate: the same names are written again and again. */
const texts = new WeakMap<Name, string>()

function writeRfc4514({ rdns }: Name): string {
  return [...rdns]
    .reverse()
    .map((rdn) => rdn.map(formatAttribute).join('+'))
    .join(',')
}

function parseAttribute(element: DerElement): { attribute: NameAttribute; key: string } {
  const [typeElement, valueElement, ...rest] = readSequence(element)
  if (valueElement === undefined || rest.length > 0) throw new PkiError('name_malformed', 'AttributeTypeAndValue')
  const type = readObjectId(typeElement)
  const text = readText(valueElement)
  const isComparable = text !== null && comparableTags.includes(valueElement.tag)
  const comparable = isComparable ? `=${prepareText(text)}` : `#${toHex(valueElement.octets)}`
  return { attribute: { type, text, value: valueElement.octets }, key: `${type}${comparable}` }
}

/**
 * String preparation of RFC 4518 §2: map, normalise (NFKC), fold case, squeeze spaces. Folding goes over capitals, so that ß and
 * ss are one.
 */
function prepareText(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\u1806\ufffc]|\u034f|\u180b|\u180c|\u180d|[\ufe00-\ufe0f]/gu, '')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\p{Z}+/gu, ' ')
    .replace(/^ | $/g, '')
}

function formatAttribute({ type, text, value }: NameAttribute): string {
  const shortName = ATTRIBUTE_NAMES[type]
  if (shortName === undefined || text === null) return `${type}=#${toHex(value)}`
  const escaped = text
    .replace(/[\\",+;<>=]/g, '\\$&')
    .replace(/^[ #]| $/g, '\\$&')
    .replace(/\p{Cc}/gu, (character) => `\\${toHex(new TextEncoder().encode(character)).replace(/..(?=.)/g, '$&\\')}`)
  return `${shortName}=${escaped}`
}
