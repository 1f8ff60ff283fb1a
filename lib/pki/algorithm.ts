import { DER, type DerElement, isUniversal } from './der/der-element'
import { readObjectId, readSequence } from './der/der-values'
import { PkiError } from './pki-error'

/** An AlgorithmIdentifier (RFC 5280 §4.1.1.2); `octets` is the whole element, to be compared octet by octet. */
export type AlgorithmIdentifier = {
  oid: string
  parameters: 'absent' | 'null' | DerElement
  octets: Uint8Array
}

/** @throws {PkiError} der_malformed */
export function parseAlgorithm(element: DerElement): AlgorithmIdentifier {
  const [oid, parameters, ...rest] = readSequence(element)
  if (rest.length > 0) throw new PkiError('der_malformed', 'AlgorithmIdentifier')
  return { oid: readObjectId(oid), parameters: readParameters(parameters), octets: element.octets }
}

function readParameters(element: DerElement | undefined): AlgorithmIdentifier['parameters'] {
  if (element === undefined) return 'absent'
  return isUniversal(element, DER.null) && element.contents.length === 0 ? 'null' : element
}
