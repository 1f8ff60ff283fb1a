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
  const parts: Uint8Array[] = []
  const handler = {
    // The octets lie in the parser's memory and are gone after the call.
    write: (octets: Uint8Array) => parts.push(octets.slice()) && octets.length,
    close: () => true,
  }
  node.doc.canonicalize(handler, { mode: modes[canonicalization], nodeSet: new Set([node]) })
  return concatBytes(...parts)
}
