import { encodeUnsignedInteger } from '../der/write-der'

/** CertificateSerialNumber from its hexadecimal text; never negative. */
export function encodeSerialNumber(serialNumber: string): Uint8Array<ArrayBuffer> {
  const even = serialNumber.length % 2 === 0 ? serialNumber : `0${serialNumber}`
  const octets = even.match(/../g) ?? []
  return encodeUnsignedInteger(Uint8Array.from(octets, (octet) => Number.parseInt(octet, 16)))
}
