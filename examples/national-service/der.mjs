/**
 * One DER element: tag byte, content, and the whole element. Enough to read what node:crypto does not show.
 * @param {Buffer} octets
 */
export function readElement(octets) {
  const [element, rest] = take(octets)
  if (rest.length > 0) throw new Error('octets after the element')
  return element
}

/** The elements inside a constructed one. */
export function children({ content }) {
  const elements = []
  for (let rest = content; rest.length > 0; ) {
    const [element, after] = take(rest)
    elements.push(element)
    rest = after
  }
  return elements
}

function take(octets) {
  if (octets.length < 2) throw new Error('an element cut short')
  let length = octets[1]
  let start = 2
  if (length > 0x84 || length === 0x80) throw new Error('a length that is not DER')
  if (length > 0x80) {
    start += length - 0x80
    length = octets.subarray(2, start).reduce((sum, octet) => sum * 256 + octet, 0)
  }
  const end = start + length
  if (end > octets.length) throw new Error('an element cut short')
  const element = { tag: octets[0], content: octets.subarray(start, end), whole: octets.subarray(0, end) }
  return [element, octets.subarray(end)]
}
