import { DER, type DerElement } from './der/der-element'
import { fromAscii } from './der/der-text'
import { asUniversal, readExplicit, readObjectId, toHex } from './der/der-values'
import { derChildren } from './der/read-der'
import { isSameName, type Name, parseName } from './name'
import { PkiError } from './pki-error'

/** A GeneralName (RFC 5280 §4.2.1.6); the kinds that are not interpreted here keep their octets as hex. */
export type GeneralName =
  | { kind: 'email' | 'dns' | 'uri'; text: string }
  | { kind: 'directory'; name: Name }
  | { kind: 'ip'; octets: Uint8Array }
  | { kind: 'registered-id'; oid: string }
  | { kind: 'other' | 'x400' | 'edi'; hex: string }

const maxNames = 4_096

/** GeneralNames: at least one. @throws {PkiError} extension_malformed, name_malformed, der_malformed */
export function parseGeneralNames(elements: readonly DerElement[]): GeneralName[] {
  if (elements.length === 0 || elements.length > maxNames) throw new PkiError('extension_malformed', 'GeneralNames')
  return elements.map(parseGeneralName)
}

/** @throws {PkiError} extension_malformed, name_malformed, der_malformed */
export function parseGeneralName(element: DerElement): GeneralName {
  if (element.tagClass !== 'context') throw new PkiError('extension_malformed', 'GeneralName')
  switch (element.tag) {
    case 0:
      checkOtherName(element)
      return { kind: 'other', hex: toHex(element.contents) }
    case 1:
      return { kind: 'email', text: readIa5(element) }
    case 2:
      return { kind: 'dns', text: readIa5(element) }
    case 3:
      derChildren(element)
      return { kind: 'x400', hex: toHex(element.contents) }
    case 4:
      return { kind: 'directory', name: parseName(readExplicit(element, 4)) }
    case 5:
      derChildren(element)
      return { kind: 'edi', hex: toHex(element.contents) }
    case 6:
      return { kind: 'uri', text: readIa5(element) }
    case 7:
      return { kind: 'ip', octets: asUniversal(element, DER.octetString).contents }
    case 8:
      return { kind: 'registered-id', oid: readObjectId(asUniversal(element, DER.objectId)) }
    default:
      throw new PkiError('extension_malformed', `GeneralName [${element.tag}]`)
  }
}

/** Type and one value; an attack on a reader of one kind of name hides in the parts that are not read. */
function checkOtherName(element: DerElement): void {
  const [type, value, ...rest] = derChildren(element)
  readObjectId(type)
  readExplicit(value, 0)
  if (rest.length > 0) throw new PkiError('extension_malformed', 'OtherName')
}

/** Whether two names say the same: directory names by RFC 5280 §7.1, all others octet by octet. */
export function isSameGeneralName(a: GeneralName, b: GeneralName): boolean {
  if (a.kind === 'directory' && b.kind === 'directory') return isSameName(a.name, b.name)
  return a.kind !== 'directory' && b.kind !== 'directory' && toKey(a) === toKey(b)
}

function toKey(name: Exclude<GeneralName, { kind: 'directory' }>): string {
  if ('text' in name) return `${name.kind}:${name.text}`
  if ('octets' in name) return `${name.kind}:${toHex(name.octets)}`
  return `${name.kind}:${'oid' in name ? name.oid : name.hex}`
}

function readIa5(element: DerElement): string {
  return fromAscii(asUniversal(element, DER.ia5String).contents)
}
