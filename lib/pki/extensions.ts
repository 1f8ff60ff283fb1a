import { DER, type DerElement } from './der/der-element'
import { derFields } from './der/der-fields'
import { readBoolean, readObjectId, readOctetString, readSequence } from './der/der-values'
import { readDer } from './der/read-der'
import { PkiError } from './pki-error'

/** One extension as encoded in the certificate or CRL; `value` is the contents of the OCTET STRING. */
export type Extension = { oid: string; isCritical: boolean; value: Uint8Array }

export type Extensions = ReadonlyMap<string, Extension>

const maxExtensions = 128

/**
 * Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension (RFC 5280 §4.1.2.9). An explicitly encoded `critical FALSE` is taken:
 * certificates in use have it.
 * @throws {PkiError} extension_duplicate, extension_malformed, der_malformed
 */
export function parseExtensions(element: DerElement): Extensions {
  const elements = readSequence(element)
  if (elements.length === 0 || elements.length > maxExtensions) throw new PkiError('extension_malformed', 'Extensions')
  const extensions = new Map<string, Extension>()
  for (const extension of elements.map(parseExtension)) {
    if (extensions.has(extension.oid)) throw new PkiError('extension_duplicate', extension.oid)
    extensions.set(extension.oid, extension)
  }
  return extensions
}

/**
 * Parses the value of an extension when it is there; whatever is wrong inside it becomes extension_malformed with its OID.
 * @throws {PkiError} extension_malformed
 */
export function parseExtensionValue<Value>(
  extensions: Extensions,
  oid: string,
  parse: (element: DerElement) => Value,
): Value | null {
  const extension = extensions.get(oid)
  if (extension === undefined) return null
  try {
    return parse(readDer(extension.value))
  } catch (error) {
    if (error instanceof PkiError) throw new PkiError('extension_malformed', `${oid}: ${error.message}`)
    throw error
  }
}

function parseExtension(element: DerElement): Extension {
  const fields = derFields(readSequence(element))
  const oid = readObjectId(fields.take())
  const critical = fields.takeUniversal(DER.boolean)
  const value = readOctetString(fields.take())
  fields.end()
  return { oid, isCritical: critical !== null && readBoolean(critical), value }
}
