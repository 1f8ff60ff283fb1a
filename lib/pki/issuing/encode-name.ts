import { encodeObjectId, encodePrintableString, encodeSequence, encodeSetOf, encodeUtf8String } from '../der/write-der'

const attributeTypes = {
  C: '2.5.4.6',
  ST: '2.5.4.8',
  L: '2.5.4.7',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
} as const

export type NameAttribute = readonly [type: keyof typeof attributeTypes, value: string]

/** DER of a distinguished name, one attribute for each RDN, in the order given. C and serialNumber are PrintableString (RFC 5280 Appendix A). */
export function encodeName(attributes: readonly NameAttribute[]): Uint8Array<ArrayBuffer> {
  return encodeSequence(
    ...attributes.map(([type, value]) =>
      encodeSetOf(
        encodeSequence(
          encodeObjectId(attributeTypes[type]),
          isPrintable(type) ? encodePrintableString(value) : encodeUtf8String(value),
        ),
      ),
    ),
  )
}

function isPrintable(type: NameAttribute[0]): boolean {
  return type === 'C' || type === 'serialNumber'
}
