const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const outside = 0xff
const padding = 0x3d
const values = new Uint8Array(128).fill(outside)
for (const [value, character] of [...alphabet].entries()) values[character.charCodeAt(0)] = value

const codes = Uint8Array.from(alphabet, (character) => character.charCodeAt(0))
const ascii = new TextDecoder()

/** Base64 with padding, on one line (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(padding)
  let place = 0
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    text[place] = codes[group >> 18] ?? 0
    text[place + 1] = codes[(group >> 12) & 63] ?? 0
    if (left > 1) text[place + 2] = codes[(group >> 6) & 63] ?? 0
    if (left > 2) text[place + 3] = codes[group & 63] ?? 0
    place += 4
  }
  return ascii.decode(text)
}

/**
 * xs:base64Binary: white space between characters is legal and left out; everything else is strict, so that one value has one
 * spelling: full padding, no foreign characters, unused bits zero. `null` for anything else.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const compact = /[\t\n\r ]/.test(text) ? text.replace(/[\t\n\r ]/g, '') : text
  if (compact.length % 4 !== 0) return null
  const pads = compact.endsWith('==') ? 2 : compact.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((compact.length / 4) * 3 - pads)
  const last = compact.length - pads
  let buffer = 0
  let length = 0
  for (let index = 0; index < compact.length; index += 1) {
    const code = compact.charCodeAt(index)
    const value = index >= last && code === padding ? 0 : (values[code] ?? outside)
    if (value === outside) return null
    buffer = (buffer << 6) | value
    if (index % 4 !== 3) continue
    const extra = index === compact.length - 1 ? pads : 0
    if ((buffer & ((1 << (8 * extra)) - 1)) !== 0) return null
    if (length < bytes.length) bytes[length++] = (buffer >> 16) & 0xff
    if (length < bytes.length) bytes[length++] = (buffer >> 8) & 0xff
    if (length < bytes.length) bytes[length++] = buffer & 0xff
    buffer = 0
  }
  return bytes
}
