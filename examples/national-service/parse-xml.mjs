import { ParseOption, XmlDocument } from 'libxml2-wasm'

const OPTIONS = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE

/**
 * Parses XML without a document type declaration and hands it to `work`; null when it is not well-formed.
 * @template T
 * @param {Uint8Array} octets
 * @param {(document: XmlDocument) => T} work
 * @returns {T | null}
 */
export function withXml(octets, work) {
  if (Buffer.from(octets).includes('<!DOCTYPE')) return null
  const document = parse(octets)
  if (document === null) return null
  try {
    return document.dtd === null ? work(document) : null
  } finally {
    document.dispose()
  }
}

function parse(octets) {
  try {
    return XmlDocument.fromBuffer(octets, { option: OPTIONS })
  } catch {
    return null
  }
}
