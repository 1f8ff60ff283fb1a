import { XmlC14NMode } from 'libxml2-wasm'
import { concatBytes } from '@/lib/kernel/bytes'
import type { Canonicalization } from '../algorithms'
import type { Element } from './element'

const modes = {
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
  inclusive: XmlC14NMode.XML_C14N_1_0,
} as const

/** Canonical octets of an element with all below it, without comments (Canonical XML 1.0, Exclusive XML Canonicalization 1.0). */
export function canonicalize({ node }: Element, canonicalization: Canonicalization): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const handler = {
    // The octets lie in the parser's memory and are gone after the call.
    write: (octets: Uint8Array) => parts.push(new Uint8Array(octets)) && octets.length,
    close: () => true,
  }
  node.doc.canonicalize(handler, { mode: modes[canonicalization], nodeSet: new Set([node]) })
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : concatBytes(...parts)
}

export type Canonicalize = typeof canonicalize

/** Canonicalization that remembers what it made, as long as the document is open. */
export function canonicalizeOnce(): Canonicalize {
  const known = {
    exclusive: new Map<Element, Uint8Array<ArrayBuffer>>(),
    inclusive: new Map<Element, Uint8Array<ArrayBuffer>>(),
  }
  return (element, canonicalization) => {
    const octets = known[canonicalization].get(element) ?? canonicalize(element, canonicalization)
    known[canonicalization].set(element, octets)
    return octets
  }
}
