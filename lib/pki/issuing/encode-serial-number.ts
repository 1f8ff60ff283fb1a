import { encodeInteger, encodeUnsignedInteger } from '../der/write-der'

/** CertificateSerialNumber from its hexadecimal text, as `readSerialNumber` writes it: a minus sign only for certificates of others. */
export function encodeSerialNumber(serialNumber: string): Uint8Array<ArrayBuffer> {
  if (serialNumber.startsWith('-')) return encodeInteger(-BigInt(`0x${serialNumber.slice(1)}`))
  const even = serialNumber.length % 2 === 0 ? serialNumber : `0${serialNumber}`
  const octets = even.match(/../g) ?? []
  return encodeUnsignedInteger(Uint8Array.from(octets, (octet) => Number.parseInt(octet, 16)))
}
