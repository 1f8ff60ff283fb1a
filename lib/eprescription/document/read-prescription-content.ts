import { DocumentRejected } from './document-rejected'
import { MAX_DOCUMENT_BYTES } from './prescription-xml'
import { type Tag, tagsOf } from './xml-tags'

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const DECLARATION = /^<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["']([\w.-]+)["'])?[^?<>]*\?>/

/**
 * The text between `<Prescription>` and `</Prescription>` of a signed prescription document, character by character. A
 * dispensing document carries it unchanged, or the doctor's signature would no longer fit, so that a document whose outer
 * elements declare another namespace than xsi is refused.
 * @throws DocumentRejected
 */
export function readPrescriptionContent(xml: Uint8Array): string {
  if (xml.length === 0) throw new DocumentRejected('document.empty')
  if (xml.length > MAX_DOCUMENT_BYTES) throw new DocumentRejected('document.too_large')
  const text = decode(xml)
  const tags = [...tagsOf(text, DECLARATION.exec(text)?.[0].length ?? 0)]
  const [root, prescription] = tags
  if (root?.name !== 'Document' || prescription?.name !== 'Prescription')
    throw new DocumentRejected('document.malformed')
  assertRoot(root)
  assertNoAttributes(prescription)
  const close = tags.find(({ kind, depth }) => kind === 'end' && depth === 1)
  const outer = tags.filter(({ depth }) => depth <= 1)
  if (prescription.kind !== 'start' || !close || outer.length !== 4) throw new DocumentRejected('document.malformed')
  assertChildren(tags)
  return text.slice(prescription.end, close.start)
}

function decode(xml: Uint8Array): string {
  const text = decodeStrictly(xml)
  const declared = DECLARATION.exec(text ?? '')?.[1] ?? 'UTF-8'
  if (text === null || text.startsWith('\uFEFF') || declared.toUpperCase() !== 'UTF-8') {
    throw new DocumentRejected('document.encoding')
  }
  return text
}

function decodeStrictly(xml: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(xml)
  } catch {
    return null
  }
}

function assertRoot({ attributes }: Tag): void {
  for (const [name, value] of attributes) {
    if (name.startsWith('xmlns') && (name !== 'xmlns:xsi' || value !== XSI)) {
      throw new DocumentRejected('document.namespace')
    }
  }
  if (new Map(attributes).get('xmlns:xsi') !== XSI) throw new DocumentRejected('document.namespace')
}

function assertNoAttributes({ attributes }: Tag): void {
  if (attributes.some(([name]) => name.startsWith('xmlns'))) throw new DocumentRejected('document.namespace')
  if (attributes.length > 0) throw new DocumentRejected('document.malformed')
}

/** One PrescriptionDocument and one PrescriptionSign with a signature in it. */
function assertChildren(tags: readonly Tag[]): void {
  const children = tags.filter(({ kind, depth }) => kind !== 'end' && depth === 2).map(({ name }) => name)
  const count = (wanted: string) => children.filter((name) => name === wanted).length
  if (count('PrescriptionDocument') !== 1 || count('PrescriptionSign') > 1) {
    throw new DocumentRejected('document.malformed')
  }
  const sign = tags.findIndex(({ name, depth }) => name === 'PrescriptionSign' && depth === 2)
  const isSigned = sign >= 0 && tags[sign]?.kind === 'start' && tags[sign + 1]?.kind !== 'end'
  if (!isSigned) throw new DocumentRejected('document.unsigned')
}
