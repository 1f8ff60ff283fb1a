/** The octets within the BIT STRING of a SubjectPublicKeyInfo (DER), which key identifiers are made of. The key is trusted to be well-formed. */
export function publicKeyBits(publicKey: Uint8Array): Uint8Array {
  const info = contentStart(publicKey, 0)
  const algorithm = contentStart(publicKey, info)
  const bits = contentStart(publicKey, algorithm + lengthAt(publicKey, info))
  return publicKey.subarray(bits + 1)
}

function contentStart(der: Uint8Array, offset: number): number {
  const first = der[offset + 1] ?? 0
  return offset + 2 + (first < 0x80 ? 0 : first & 0x7f)
}

function lengthAt(der: Uint8Array, offset: number): number {
  const first = der[offset + 1] ?? 0
  if (first < 0x80) return first
  return der.subarray(offset + 2, offset + 2 + (first & 0x7f)).reduce((length, octet) => length * 256 + octet, 0)
}
