const maxDepth = 16

/**
 * Length in octets of the one CBOR item at the start of `octets`, or `null` when it is not well-formed (RFC 8949 §5.3.1), is
 * nested deeper than 16 or uses indefinite lengths, which CTAP2 forbids. The library's decoder takes strings that reach beyond
 * the end as shorter ones; this does not. Octets after the item are not looked at.
 */
export function cborLength(octets: Uint8Array, depth = 0): number | null {
  const head = readHead(octets)
  if (head === null || depth > maxDepth) return null
  if (head.major === 2 || head.major === 3) {
    const end = head.length + head.argument
    return end <= octets.length ? end : null
  }
  let end = head.length
  for (let item = 0; item < itemsOf(head); item += 1) {
    const length = cborLength(octets.subarray(end), depth + 1)
    if (length === null) return null
    end += length
  }
  return end
}

type Head = { major: number; argument: number; length: number }

function itemsOf({ major, argument }: Head): number {
  if (major === 4) return argument
  if (major === 5) return argument * 2
  return major === 6 ? 1 : 0
}

function readHead(octets: Uint8Array): Head | null {
  const initial = octets[0]
  if (initial === undefined) return null
  const major = initial >> 5
  const short = initial & 0x1f
  if (short < 24) return { major, argument: short, length: 1 }
  const size = 2 ** (short - 24)
  if (size > 8 || octets.length < 1 + size) return null
  const argument = octets.subarray(1, 1 + size).reduce((value, octet) => value * 256 + octet, 0)
  return { major, argument, length: 1 + size }
}
