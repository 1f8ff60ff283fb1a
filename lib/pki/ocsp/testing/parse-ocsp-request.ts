import { derFields } from '../../der/der-fields'
import { readExplicit, readSequence, readSmallInteger } from '../../der/der-values'
import { readDer } from '../../der/read-der'
import { type Extensions, parseExtensions } from '../../extensions'
import { PkiError } from '../../pki-error'
import { type CertId, parseCertId } from '../cert-id'
import { readNonce } from '../nonce-extension'

/** An OCSPRequest as a responder reads it; a signature of the asker is not looked at. */
export type OcspRequest = { certIds: readonly CertId[]; nonce: Uint8Array | null }

const limits = { maxOctets: 8 * 1024, maxDepth: 16 }
const maxQuestions = 32

/** @throws {PkiError} der_*, extension_* */
export function parseOcspRequest(octets: Uint8Array): OcspRequest {
  const request = derFields(readSequence(readDer(octets, limits)))
  const fields = derFields(readSequence(request.take()))
  request.takeContext(0)
  request.end()
  const version = fields.takeContext(0)
  if (version !== null && readSmallInteger(readExplicit(version, 0)) !== 0) throw malformed('version')
  fields.takeContext(1)
  const questions = readSequence(fields.take())
  const extensionsElement = fields.takeContext(2)
  fields.end()
  if (questions.length === 0 || questions.length > maxQuestions) throw malformed('number of questions')
  const extensions: Extensions =
    extensionsElement === null ? new Map() : parseExtensions(readExplicit(extensionsElement, 2))
  const certIds = questions.map((question) => {
    const parts = derFields(readSequence(question))
    const certId = parseCertId(parts.take())
    parts.takeContext(0)
    parts.end()
    return certId
  })
  return { certIds, nonce: readNonce(extensions) }
}

function malformed(detail: string): PkiError {
  return new PkiError('der_malformed', detail)
}
