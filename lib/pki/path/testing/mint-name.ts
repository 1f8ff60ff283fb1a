import { utf8 } from '@/lib/kernel/bytes'
import { DER } from '../../der/der-element'
import { isPrintable } from '../../der/der-text'
import { encodeObjectId, encodeSequence, encodeSetOf, encodeUniversal } from '../../der/write-der'

const types: Readonly<Record<string, string>> = {
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
  emailAddress: '1.2.840.113549.1.9.1',
}

/**
 * A Name from `C=JP,O=Test,CN=Somebody`, one attribute per RDN; an attribute before `~` is written as UTF8String even where it is
 * printable (`CN~=Test`).
 */
export function mintName(text: string): Uint8Array<ArrayBuffer> {
  const parts = text === '' ? [] : text.split(',')
  return encodeSequence(...parts.map((part) => encodeSetOf(mintAttribute(part))))
}

function mintAttribute(part: string): Uint8Array {
  const [left = '', value = ''] = part.split('=')
  const type = types[left.replace('~', '')]
  if (type === undefined) throw new RangeError(`No attribute type for ${left}`)
  return encodeSequence(encodeObjectId(type), encodeUniversal(tagOf(left, value), utf8(value)))
}

function tagOf(left: string, value: string): number {
  if (left === 'emailAddress') return DER.ia5String
  return isPrintable(value) && !left.endsWith('~') ? DER.printableString : DER.utf8String
}
