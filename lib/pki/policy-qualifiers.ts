import { DER, type DerElement, isUniversal } from './der/der-element'
import { derFields } from './der/der-fields'
import { readText } from './der/der-text'
import { readInteger, readObjectId, readSequence } from './der/der-values'
import { PkiError } from './pki-error'

const displayText: readonly number[] = [DER.ia5String, DER.visibleString, DER.bmpString, DER.utf8String]

const known: Readonly<Record<string, (qualifier: DerElement) => void>> = {
  '1.3.6.1.5.5.7.2.1': checkCpsUri,
  '1.3.6.1.5.5.7.2.2': checkUserNotice,
}

/**
 * PolicyInformation (RFC 5280 §4.2.1.4), read to its end. The two qualifiers of the RFC, CPS pointer and user notice, inform people
 * and decide nothing; their form is checked, except that texts may be longer than 200 characters, as the RFC asks readers to bear.
 * @returns the policy, and the identifiers of qualifiers that are neither: whether they matter is for the path to judge
 * @throws {PkiError} extension_malformed, der_malformed
 */
export function parsePolicyInformation(element: DerElement): { policy: string; unknownQualifiers: string[] } {
  const fields = derFields(readSequence(element))
  const policy = readObjectId(fields.take())
  const qualifiers = fields.takeUniversal(DER.sequence)
  fields.end()
  if (qualifiers === null) return { policy, unknownQualifiers: [] }
  const list = readSequence(qualifiers)
  if (list.length === 0) throw malformed('no policy qualifier')
  return { policy, unknownQualifiers: list.flatMap(readQualifier) }
}

function readQualifier(element: DerElement): string[] {
  const fields = derFields(readSequence(element))
  const id = readObjectId(fields.take())
  const qualifier = fields.take()
  fields.end()
  const check = Object.hasOwn(known, id) ? known[id] : undefined
  if (check === undefined) return [id]
  check(qualifier)
  return []
}

function checkCpsUri(qualifier: DerElement): void {
  if (!isUniversal(qualifier, DER.ia5String) || readText(qualifier) === null) throw malformed('CPSuri')
}

function checkUserNotice(qualifier: DerElement): void {
  const fields = derFields(readSequence(qualifier))
  const reference = fields.takeUniversal(DER.sequence)
  const text = fields.takeUniversal(...displayText)
  fields.end()
  if (text !== null) readText(text)
  if (reference === null) return
  const parts = derFields(readSequence(reference))
  const organization = parts.takeUniversal(...displayText)
  const numbers = readSequence(parts.take())
  parts.end()
  if (organization === null || readText(organization) === null) throw malformed('NoticeReference')
  for (const number of numbers) readInteger(number)
}

function malformed(detail: string): PkiError {
  return new PkiError('extension_malformed', detail)
}
