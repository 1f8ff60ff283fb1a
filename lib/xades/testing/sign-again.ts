import { createHash, sign } from 'node:crypto'
import { XmlC14NMode, XmlDocument, type XmlElement } from 'libxml2-wasm'
import { utf8 } from '@/lib/kernel/bytes'
import type { TestKey } from '@/lib/pki/testing/test-keys'
import { exclusiveC14n, namespaces } from '../algorithms'

const spaces = { ds: namespaces.ds, xa: namespaces.xa }
const textOf = (octets: Uint8Array) => new TextDecoder().decode(octets)

/** The document with its text changed. @throws Error when `change` changes nothing: a test that would prove nothing */
export function rewrite(document: Uint8Array, change: (xml: string) => string): Uint8Array<ArrayBuffer> {
  const before = textOf(document)
  const after = change(before)
  if (after === before) throw new Error('nothing was changed')
  return utf8(after)
}

/** `path`: XPath of the ds:Signature. `isWrapped`: base64 as `wrapped` writes it. */
type SigningOptions = { path?: string; hash?: string; isWrapped?: boolean }

/** Base64 in lines of 76 characters, with a line feed after each, the last one too. */
export function wrapped(base64: string): string {
  return base64.replace(/\s/g, '').replace(/.{1,76}/g, '$&\n')
}

/**
 * Digests and value of one signature computed again over the present content of the document, as an attacker with the signer's key
 * or another product would, by the methods that its references name.
 */
export function signAgain(
  document: Uint8Array,
  key: TestKey,
  { path = '//ds:Signature[ds:SignedInfo]', hash = 'sha256', isWrapped = false }: SigningOptions = {},
): Uint8Array<ArrayBuffer> {
  const doc = XmlDocument.fromBuffer(document)
  try {
    const signature = elementsOf(doc, path)[0]
    const signedInfo = signature && elementsOf(signature, 'ds:SignedInfo')[0]
    if (!signature || !signedInfo) throw new Error('no signature')
    const write = isWrapped ? wrapped : (text: string) => text
    for (const reference of elementsOf(signedInfo, 'ds:Reference')) digestAgain(doc, reference, write)
    const octets = canonical(signedInfo, true)
    const value = sign(hash, octets, { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
    setText(elementsOf(signature, 'ds:SignatureValue')[0], write(value.toString('base64')))
    return utf8(doc.toString({ format: false }))
  } finally {
    doc.dispose()
  }
}

function digestAgain(doc: XmlDocument, reference: XmlElement, write: (base64: string) => string): void {
  const id = reference.attr('URI')?.value.trim().slice(1) ?? ''
  const [target] = id.includes("'")
    ? []
    : elementsOf(doc, `//*[@*[translate(name(), 'ID', 'id')='id' and normalize-space()='${id}']]`)
  if (!target) return
  const [transform] = elementsOf(reference, 'ds:Transforms/ds:Transform')
  const octets = canonical(target, transform?.attr('Algorithm')?.value.trim() === exclusiveC14n)
  const algorithm = elementsOf(reference, 'ds:DigestMethod')[0]?.attr('Algorithm')?.value.trim() ?? ''
  const name = /sha\d+$/.exec(algorithm)?.[0] ?? 'sha256'
  setText(elementsOf(reference, 'ds:DigestValue')[0], write(createHash(name).update(octets).digest('base64')))
}

function canonical(element: XmlElement, isExclusive: boolean): Uint8Array {
  const mode = isExclusive ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0
  return utf8(element.canonicalizeToString({ mode }))
}

function elementsOf(from: XmlDocument | XmlElement, path: string): XmlElement[] {
  return from.find(path, spaces) as XmlElement[]
}

function setText(element: XmlElement | undefined, text: string): void {
  for (let child = element?.firstChild; child; child = element?.firstChild) child.remove()
  element?.addText(text)
}
