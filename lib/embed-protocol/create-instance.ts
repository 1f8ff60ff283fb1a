/** A new instance id from 16 random bytes, as lower-case hexadecimal. */
export function createInstance(randomBytes: Uint8Array): string {
  return Array.from(randomBytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
