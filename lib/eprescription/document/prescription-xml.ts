/** Names and values of the documents of the e-prescription service (EPS1.0 and EPD1.0), in the bytes they are written in. */
export const PRESCRIPTION_VERSION = 'EPS1.0'
export const DISPENSING_VERSION = 'EPD1.0'

/** Size limits in bytes: a CSV as the EMR sends it, and a signed document as the service returns it (with validation data). */
export const MAX_CSV_BYTES = 262_144
export const MAX_DOCUMENT_BYTES = 2_097_152

/**
 * The start of a document up to and including `<Document …>`. The only namespace in scope is xsi: inclusive C14N writes it
 * into the signed bytes, and any other would change what the doctor's signature covers.
 */
export function documentStart(schema: 'EP.xsd' | 'ED.xsd'): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Document" xsi:noNamespaceSchemaLocation="${schema}">`
}

/** Base64 with padding, on one line (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 8_192) {
    text += String.fromCharCode(...bytes.subarray(index, index + 8_192))
  }
  return btoa(text)
}
