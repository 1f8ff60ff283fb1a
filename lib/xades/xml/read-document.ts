import { ParseOption, XmlC14NMode, XmlDocument, XmlError } from 'libxml2-wasm'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import type { FindingCode } from '../xades.findings'
import { checkLimits, type XmlLimits } from './check-limits'
import { type Element, walk } from './element'
import { readElement } from './read-element'

/** `text` is the whole document without a byte order mark. `comments`: how many it holds. */
export type ParsedDocument = { root: Element; text: string; comments: number }

// Never XML_PARSE_NOERROR: the library learns of an undeclared prefix only through the error it would keep quiet.
const option = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const byteOrderMark = '\ufeff'

/**
 * Parses a document within `limits`. The parser judges it and writes its canonical text once; the tree is read from that, because
 * asking the parser for each node costs several times as much. The parser's memory is given back before this returns.
 * @returns the document, or why it is no acceptable XML (V1); `canonicalization_failed` when it has no canonical form, as with a
 * relative namespace URI (Canonical XML §1.3)
 */
export function readDocument(
  octets: Uint8Array,
  limits: XmlLimits,
): { code: FindingCode } | { code: null; document: ParsedDocument } {
  if (octets.length > limits.size) return { code: 'document_too_large' }
  const marked = decodeUtf8(octets)
  if (marked === null) return { code: 'encoding_not_utf8' }
  const text = marked.startsWith(byteOrderMark) ? marked.slice(1) : marked
  const verdict = checkLimits(text, limits)
  if (verdict.code !== null) return verdict
  const document = parse(text)
  if (document === null) return { code: 'xml_malformed' }
  const canonical = toCanonicalText(document)
  const root = canonical === null ? null : readElement(canonical)
  if (root === null) return { code: 'canonicalization_failed' }
  // The scan of the text, the parser and the reading of its canonical form agree, or one of them was led astray.
  if (walk(root).length !== verdict.elements) return { code: 'xml_malformed' }
  return { code: null, document: { root, text, comments: verdict.comments } }
}

function decodeUtf8(octets: Uint8Array): string | null {
  try {
    return decoder.decode(octets)
  } catch {
    return null
  }
}

/**
 * The parser reads the very text that the limits were checked on. It gets the encoding, or it would look for one itself: what is
 * UTF-16 to it can be harmless UTF-8 to us.
 */
function parse(text: string): XmlDocument | null {
  try {
    return XmlDocument.fromBuffer(utf8(text), { option, encoding: 'utf-8' })
  } catch (error) {
    if (error instanceof XmlError) return null
    throw error
  }
}

/** The whole document in Canonical XML 1.0 with comments; `null` when it has no such form. Disposes of the document. */
function toCanonicalText(document: XmlDocument): string | null {
  const parts: Uint8Array[] = []
  const handler = {
    // The bytes lie in the parser's memory and are gone after the call.
    write: (octets: Uint8Array) => parts.push(new Uint8Array(octets)) && octets.length,
    close: () => true,
  }
  try {
    document.canonicalize(handler, { mode: XmlC14NMode.XML_C14N_1_0, withComments: true })
    return decodeUtf8(concatBytes(...parts))
  } catch (error) {
    if (error instanceof XmlError) return null
    throw error
  } finally {
    document.dispose()
  }
}
