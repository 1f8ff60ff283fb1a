import type { FindingCode } from '../xades.findings'

/** What a document may cost before a parser sees it. */
export type XmlLimits = {
  /** Bytes of the document. */
  size: number
  /** Elements inside each other. */
  depth: number
  /** Elements, and comments as well. */
  elements: number
  /** Of one element, namespace declarations included. */
  attributesOfElement: number
  /** Namespaces in scope, each for every 64 characters of its declaration, added up over all elements: what canonicalization costs. */
  namespacesInScope: number
}

export const defaultXmlLimits: XmlLimits = {
  size: 2 * 1024 * 1024,
  depth: 64,
  elements: 5_000,
  attributesOfElement: 32,
  namespacesInScope: 40_000,
}

/** Why a text may not reach the parser, or how many comments and elements it holds. */
export type LimitVerdict = { code: FindingCode } | { code: null; comments: number; elements: number }

type Scan = { depth: number; elements: number; scopes: number[]; scopeSum: number; comments: number }

const declaration =
  /^<\?xml[ \t\r\n]+version=(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding=(?:"(?<double>[^"]*)"|'(?<single>[^']*)'))?(?:[ \t\r\n]+standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/
const charactersOfDeclaration = 64
const foreignEntity = /&(?!(?:amp|lt|gt|quot|apos);|#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};)/

/**
 * Looks at the tags of a text without building anything, in time linear in its length: no document type declaration, entity,
 * processing instruction or CDATA section, no encoding but UTF-8, and no more nesting, elements, attributes and namespaces than
 * allowed. Whether the text is well formed is for the parser to say (V1).
 */
export function checkLimits(text: string, limits: XmlLimits): LimitVerdict {
  // No character of XML 1.0, and what a text of another encoding is full of.
  if (text.includes('\0')) return { code: 'xml_malformed' }
  if (text.startsWith('\ufeff')) return { code: 'xml_malformed' }
  const start = declaration.exec(text)
  const encoding = start?.groups?.['double'] ?? start?.groups?.['single'] ?? 'UTF-8'
  if (encoding.toUpperCase() !== 'UTF-8') return { code: 'encoding_not_utf8' }
  const scan: Scan = { depth: 0, elements: 0, scopes: [0], scopeSum: 0, comments: 0 }
  let place = text.indexOf('<', start?.[0].length ?? 0)
  while (place !== -1) {
    const end = readMarkup(text, place, scan, limits)
    if (typeof end === 'string') return { code: end }
    place = text.indexOf('<', end)
  }
  if (text.includes('&') && foreignEntity.test(text)) return { code: 'entity_reference' }
  return { code: null, comments: scan.comments, elements: scan.elements }
}

/** Reads what begins with the `<` at `place`; the place behind it, or why the document is refused. */
function readMarkup(text: string, place: number, scan: Scan, limits: XmlLimits): number | FindingCode {
  switch (text[place + 1]) {
    case '?':
      return 'processing_instruction'
    case '!': {
      if (text.startsWith('<![CDATA[', place)) return 'cdata_section'
      if (!text.startsWith('<!--', place)) return 'document_type_declaration'
      scan.comments += 1
      if (scan.comments > limits.elements) return 'document_too_complex'
      const end = text.indexOf('-->', place + 4)
      return end === -1 ? 'xml_malformed' : end + 3
    }
    case '/': {
      scan.depth -= 1
      return scan.depth < 0 ? 'xml_malformed' : place + 2
    }
    default:
      return readStartTag(text, place, scan, limits)
  }
}

function readStartTag(text: string, start: number, scan: Scan, limits: XmlLimits): number | FindingCode {
  let attributes = 0
  let declarations = 0
  let place = start + 1
  let segment = place
  for (; ; place += 1) {
    const character = text[place]
    if (character === '>') break
    if (character === undefined || character === '<') return 'xml_malformed'
    if (character !== '"' && character !== "'") continue
    const close = text.indexOf(character, place + 1)
    if (close === -1) return 'xml_malformed'
    attributes += 1
    const isDeclaration = /[ \t\r\n]xmlns[:=\s]/.test(text.slice(segment, place))
    if (isDeclaration) declarations += Math.ceil((close - segment) / charactersOfDeclaration)
    place = close
    segment = close + 1
  }
  const inScope = (scan.scopes[scan.depth] ?? 0) + declarations
  scan.elements += 1
  scan.scopeSum += inScope
  const tooMany = scan.elements > limits.elements || attributes > limits.attributesOfElement
  if (tooMany || scan.scopeSum > limits.namespacesInScope) return 'document_too_complex'
  if (text[place - 1] !== '/') {
    scan.depth += 1
    scan.scopes[scan.depth] = inScope
    if (scan.depth > limits.depth) return 'document_too_complex'
  }
  return place + 1
}
