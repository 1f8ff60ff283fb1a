/** The bytes of a document as it travels, in standard base64 that the schema has checked. */
export function octets(base64: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
