import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { profiles } from '../document-profile'

import { fromBase64 } from '../xml/base64'

const decoder = new TextDecoder()
const elements = { prescription: elementOf('prescription'), dispensing: elementOf('dispensing') }

function elementOf(kind: DocumentKind): RegExp {
  return new RegExp(`<${profiles[kind].content}(?: [^>]*)?>(?<base64>[^<]*)</`, 'g')
}

/**
 * The CSV inside canonical bytes that were signed: the base64 text of the only element of the profile's name. Canonical bytes
 * have one spelling for everything, so what is found here is what every reader finds (V12). `null` when there is no such element,
 * or more than one, or it holds anything but base64.
 */
export function signedCsv(canonical: Uint8Array, kind: DocumentKind): Uint8Array<ArrayBuffer> | null {
  const [tag, ...others] = decoder.decode(canonical).matchAll(elements[kind])
  if (tag === undefined || others.length > 0) return null
  const csv = fromBase64(tag.groups?.['base64'] ?? '')
  return csv === null || csv.length === 0 ? null : csv
}
