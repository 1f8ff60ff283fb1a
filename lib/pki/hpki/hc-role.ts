import { utf8 } from '@/lib/kernel/bytes'
import type { Certificate } from '../certificate'
import { DER, type DerElement, isUniversal } from '../der/der-element'
import { derFields } from '../der/der-fields'
import { readText } from '../der/der-text'
import { readExplicit, readObjectId, readSequence, readSet } from '../der/der-values'
import { readDer } from '../der/read-der'
import { encodeContext, encodeObjectId, encodeSequence, encodeSetOf, encodeUtf8String } from '../der/write-der'
import { PkiError } from '../pki-error'
import { HPKI_OID } from './hpki.oids'

/** The text of a qualification in HPKI's coding scheme, as encoded in the certificate: `Medical Doctor`. */
export type HcRole = string

const limits = { maxOctets: 4_096, maxDepth: 16 }
const maxRoleOctets = 256

/**
 * The value of subjectDirectoryAttributes with one HPKI role (ISO 17090-2; octet by octet as issued certificates have it).
 * @throws {RangeError} the role is empty or longer than 256 octets
 */
export function encodeHcRole(role: HcRole): Uint8Array<ArrayBuffer> {
  const { length } = utf8(role)
  if (length === 0 || length > maxRoleOctets) throw new RangeError('A role has 1 to 256 octets')
  const codedData = encodeSetOf(
    encodeContext(0, encodeObjectId(HPKI_OID.roleScheme)),
    encodeContext(2, encodeUtf8String(role)),
  )
  const actor = encodeSequence(encodeContext(0, codedData))
  return encodeSequence(encodeSequence(encodeObjectId(HPKI_OID.hcRole), encodeSetOf(encodeSetOf(actor))))
}

/**
 * The HPKI roles in the value of subjectDirectoryAttributes; other attributes are passed over.
 * @returns the roles in their order, none when no such attribute is there; `null` when the octets are not what ISO 17090-2 and the
 * HPKI profile say: another coding scheme, a code value, regional data, a role as anything but UTF8String
 */
export function decodeHcRole(octets: Uint8Array): HcRole[] | null {
  try {
    const attributes = readSequence(readDer(octets, limits))
    return attributes.length === 0 ? null : attributes.flatMap(readAttribute)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

const rolesByCertificate = new WeakMap<Certificate, readonly HcRole[] | 'malformed'>()

/** The HPKI roles of a certificate, read once for each parsed one: none without the extension, `null` when it is malformed. */
export function hcRolesOf(certificate: Certificate): readonly HcRole[] | null {
  const { subjectDirectoryAttributes: attributes } = certificate
  if (attributes === null) return []
  const roles = rolesByCertificate.get(certificate) ?? Object.freeze(decodeHcRole(attributes)) ?? 'malformed'
  rolesByCertificate.set(certificate, roles)
  return roles === 'malformed' ? null : roles
}

function readAttribute(element: DerElement): HcRole[] {
  const fields = derFields(readSequence(element))
  const type = readObjectId(fields.take())
  const values = readSet(fields.take())
  fields.end()
  if (values.length === 0) throw malformed('no value')
  return type === HPKI_OID.hcRole ? values.flatMap((actorData) => readSet(actorData).map(readActor)) : []
}

/** HCActor: codedData [0], without regionalHCActorData [1]. */
function readActor(element: DerElement): HcRole {
  const [codedData, ...rest] = readSequence(element)
  if (rest.length > 0) throw malformed('regionalHCActorData')
  const fields = derFields(readSet(readExplicit(codedData, 0)))
  const scheme = fields.takeContext(0)
  const text = fields.takeContext(2)
  fields.end()
  if (scheme === null || text === null) throw malformed('CodedData')
  if (readObjectId(readExplicit(scheme, 0)) !== HPKI_OID.roleScheme) throw malformed('coding scheme')
  const value = readExplicit(text, 2)
  const role = isUniversal(value, DER.utf8String) ? readText(value) : null
  if (!role || value.contents.length > maxRoleOctets) throw malformed('codeDataFreeText')
  return role
}

function malformed(detail: string): PkiError {
  return new PkiError('extension_malformed', detail)
}
