import { hash } from 'node:crypto'
import { utf8 } from '@/lib/kernel/bytes'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { namespaces } from '../algorithms'
import { signaturePlaces } from '../document-profile'
import { readSignatureParts, type SignatureParts } from '../verify/signature-parts'

import { toBase64 } from '../xml/base64'
import { canonicalize } from '../xml/canonicalize'
import { defaultXmlLimits } from '../xml/check-limits'
import { type Element, isNamed, walk } from '../xml/element'
import { indexIds } from '../xml/index-ids'
import { type ParsedDocument, readDocument } from '../xml/read-document'
import { XadesError } from './xades-error'

/**
 * SHA-256 of what a signature time-stamp has to cover: the inclusive-canonical ds:SignatureValue element, with the namespaces in
 * scope at its place. `kind`: the kind of the document, whose outermost signature it is.
 * @throws XadesError with the finding that makes the document unfit
 */
export function signatureTimestampImprint(document: Uint8Array, kind: DocumentKind): Uint8Array<ArrayBuffer> {
  const read = readDocument(document, defaultXmlLimits)
  if (read.code !== null) throw new XadesError(read.code)
  const { signatureValue } = partsOf(read.document.root, kind)
  return new Uint8Array(hash('sha256', canonicalize(signatureValue, 'inclusive'), 'buffer'))
}

/**
 * The document with a time-stamp token (DER) in the unsigned properties of its outermost signature (level T): to one that another
 * covers nothing may be added. The token is not looked at.
 * @throws XadesError `timestamp_place` when there are unsigned properties already, or the finding that makes the document unfit
 */
export function addSignatureTimestamp(
  document: Uint8Array,
  kind: DocumentKind,
  token: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const read = readDocument(document, defaultXmlLimits)
  if (read.code !== null) throw new XadesError(read.code)
  return insert(read.document, kind, token)
}

function insert(
  { root, text, comments }: ParsedDocument,
  kind: DocumentKind,
  token: Uint8Array,
): Uint8Array<ArrayBuffer> {
  if (comments > 0) throw new XadesError('comment_inside')
  const parts = partsOf(root, kind)
  if (parts.unsignedProperties.length > 0 || parts.qualifyingProperties.children.length > 1) {
    throw new XadesError('timestamp_place')
  }
  const id = `ts-${hash('sha256', token, 'hex').slice(0, 16)}`
  if (indexIds(root).byId.has(id)) throw new XadesError('id_duplicate')
  const end = endOfSignedProperties(text, root, parts.signedProperties)
  return utf8(`${text.slice(0, end)}${unsignedProperties(id, toBase64(token))}${text.slice(end)}`)
}

function partsOf(root: Element, kind: DocumentKind): SignatureParts {
  const places = signaturePlaces(root)
  if (places === null) throw new XadesError('document_kind_unknown')
  const place = places.find((one) => one.kind === kind)
  if (place === undefined || places[0]?.kind !== kind) throw new XadesError('document_kind_mismatch')
  const parts = readSignatureParts(place, (code) => {
    throw new XadesError(code)
  })
  if (parts === null) throw new XadesError('signature_structure')
  return parts
}

/**
 * Behind the end tag of the element. Without comments and CDATA sections each end tag of the name stands for one element, and
 * SignedProperties cannot hold another of its name in a document whose structure was checked.
 */
function endOfSignedProperties(text: string, root: Element, signedProperties: Element): number {
  const elements = walk(root).filter((element) => isNamed(element, 'xa', 'SignedProperties'))
  const tags = [...text.matchAll(/<\/(?:[^\s<>/:]+:)?SignedProperties[ \t\r\n]*>/g)]
  const tag = tags[elements.indexOf(signedProperties)]
  if (tag === undefined || tags.length !== elements.length) throw new XadesError('signature_structure')
  return tag.index + tag[0].length
}

/** Declares its namespace itself: the document may call it by another prefix. */
function unsignedProperties(id: string, token: string): string {
  return (
    `<xa:UnsignedProperties xmlns:xa="${namespaces.xa}"><xa:UnsignedSignatureProperties><xa:SignatureTimeStamp Id="${id}">` +
    `<xa:EncapsulatedTimeStamp>${token}</xa:EncapsulatedTimeStamp></xa:SignatureTimeStamp>` +
    '</xa:UnsignedSignatureProperties></xa:UnsignedProperties>'
  )
}
