import { createHash } from 'node:crypto'
import { XmlC14NMode, XmlDocument, type XmlElement } from 'libxml2-wasm'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { namespaces } from '../algorithms'

import { toBase64 } from '../xml/base64'
import { rewrite } from './sign-again'

const places = {
  prescription: {
    signature: '/Document/Prescription/PrescriptionSign/ds:Signature',
    target: '/Document/Prescription/PrescriptionDocument',
  },
  dispensing: { signature: '/Document/DispensingSign/ds:Signature', target: '/Document/Dispensing' },
} as const

/** SHA-256 over the canonical parts in the order of TS 101 903 §8.2.1, put together by XPath and libxml2. */
export function archiveDigest(
  document: Uint8Array,
  { isComplete = true, kind = 'prescription' }: { isComplete?: boolean; kind?: DocumentKind } = {},
): Uint8Array {
  const doc = XmlDocument.fromBuffer(document)
  const spaces = { ds: namespaces.ds, xa: namespaces.xa }
  const { signature, target } = places[kind]
  const paths = [
    target,
    `${signature}/ds:KeyInfo`,
    `${signature}//xa:SignedProperties`,
    `${signature}/ds:SignedInfo`,
    `${signature}/ds:SignatureValue`,
    `${signature}/ds:KeyInfo`,
    ...(isComplete ? [`${signature}//xa:UnsignedSignatureProperties/*`] : []),
  ]
  const hash = createHash('sha256')
  for (const [index, path] of paths.entries()) {
    const mode = index === 1 || index === 2 ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0
    for (const node of doc.find(path, spaces) as XmlElement[]) hash.update(node.canonicalizeToString({ mode }))
  }
  doc.dispose()
  return hash.digest()
}

/** Puts an archive time-stamp behind the last unsigned property, which is the outermost signature's. */
export function withArchiveTimestamp(document: Uint8Array, token: Uint8Array, id = 'ats'): Uint8Array<ArrayBuffer> {
  const added =
    `<xa141:ArchiveTimeStamp xmlns:xa141="${namespaces.xa141}" Id="${id}">` +
    `<xa:EncapsulatedTimeStamp>${toBase64(token)}</xa:EncapsulatedTimeStamp></xa141:ArchiveTimeStamp>`
  return rewrite(document, (xml) => {
    const end = xml.lastIndexOf('</xa:UnsignedSignatureProperties>')
    return end === -1 ? xml : xml.slice(0, end) + added + xml.slice(end)
  })
}
