/**
 * An ECDSA-Sig-Value (DER SEQUENCE of two INTEGERs, RFC 3279 §2.2.3) as r ‖ s of fixed length, the form of XML signatures
 * (RFC 4050 §3.3). `null` for anything but minimal DER of two positive numbers that fit. `size`: octets of one number.
 */
export function ecdsaValueFromDer(der: Uint8Array, size: number): Uint8Array<ArrayBuffer> | null {
  const length = der[1]
  if (der[0] !== 0x30 || length === undefined || length > 0x7f || der.length !== length + 2) return null
  const value = new Uint8Array(2 * size)
  const next = copyInteger(der, 2, value.subarray(0, size))
  if (next === null) return null
  return copyInteger(der, next, value.subarray(size)) === der.length ? value : null
}

/** Copies the INTEGER at `place` to the end of `into`; the place behind it, or `null`. */
function copyInteger(der: Uint8Array, place: number, into: Uint8Array): number | null {
  const length = der[place + 1]
  if (der[place] !== 0x02 || length === undefined || length === 0 || length > 0x7f) return null
  const octets = der.subarray(place + 2, place + 2 + length)
  const [first = 0, second = 0] = octets
  const isMinimal = first !== 0 || (length > 1 && second >= 0x80)
  if (octets.length !== length || first >= 0x80 || !isMinimal) return null
  const significant = first === 0 ? octets.subarray(1) : octets
  if (significant.length > into.length) return null
  into.set(significant, into.length - significant.length)
  return place + 2 + length
}
