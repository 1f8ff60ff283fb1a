import { randomBytes } from 'node:crypto'

/** 126 random bits in 32 hexadecimal digits, positive and without a leading zero byte (RFC 5280 §4.1.2.2). */
export function newSerialNumber(): string {
  const octets = randomBytes(16)
  octets[0] = ((octets[0] ?? 0) & 0x3f) | 0x40
  return octets.toString('hex')
}
