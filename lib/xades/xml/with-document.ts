import { ParseOption, XmlComment, XmlDocument, XmlElement, XmlError, XmlText } from 'libxml2-wasm'
import type { FindingCode } from '../xades.findings'
import { checkLimits, type XmlLimits } from './check-limits'
import type { Element } from './element'

/** `text` is the whole document without a byte order mark. `comments`: how many it holds. */
export type ParsedDocument = { root: Element; text: string; comments: number }

// Never XML_PARSE_NOERROR: the library learns of an undeclared prefix only through the error it would keep quiet.
const option = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG

/**
 * Parses a document within `limits` and hands it to `work`; its memory, which lies outside of what JavaScript frees, is given
 * back afterwards. Nothing of the document may be kept.
 * @returns what `work` returned, or why the document is no acceptable XML (V1); `canonicalization_failed` when a part of it has no
 * canonical form, as with a relative namespace URI (Canonical XML §1.3)
 */
export function withDocument<Result>(
  octets: Uint8Array,
  limits: XmlLimits,
  work: (document: ParsedDocument) => Result,
): { code: FindingCode } | { code: null; result: Result } {
  if (octets.length > limits.size) return { code: 'document_too_large' }
  const text = decodeUtf8(octets)
  if (text === null) return { code: 'encoding_not_utf8' }
  const verdict = checkLimits(text, limits)
  if (verdict.code !== null) return verdict
  const document = parse(text)
  if (document === null) return { code: 'xml_malformed' }
  try {
    return { code: null, result: work({ root: readElement(document.root, null), text, comments: verdict.comments }) }
  } catch (error) {
    if (error instanceof XmlError) return { code: 'canonicalization_failed' }
    throw error
  } finally {
    document.dispose()
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function decodeUtf8(octets: Uint8Array): string | null {
  try {
    return decoder.decode(octets)
  } catch {
    return null
  }
}

function parse(text: string): XmlDocument | null {
  try {
    return XmlDocument.fromString(text, { option })
  } catch (error) {
    if (error instanceof XmlError) return null
    throw error
  }
}

function readElement(node: XmlElement, parent: Element | null): Element {
  const attributes = node.attrs.map(({ name, namespaceUri, value }) => ({ name, namespace: namespaceUri, value }))
  const children: Element[] = []
  const element = {
    node,
    name: node.name,
    namespace: node.namespaceUri,
    parent,
    attributes,
    children,
    text: '',
    hasComment: false,
  }
  for (let child = node.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElement) children.push(readElement(child, element))
    else if (child instanceof XmlText) element.text += child.content
    else if (child instanceof XmlComment) element.hasComment = true
    else throw new TypeError('a node that the limits do not let through')
  }
  return element
}
