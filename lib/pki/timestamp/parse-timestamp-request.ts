import { readPlainAlgorithm } from '../cms/digest-algorithm'
import { DER } from '../der/der-element'
import { derFields } from '../der/der-fields'
import {
  readBoolean,
  readIntegerOctets,
  readObjectId,
  readOctetString,
  readSequence,
  readSmallInteger,
} from '../der/der-values'
import { readDer } from '../der/read-der'
import { PkiError } from '../pki-error'
import type { TimestampRequest } from './timestamp-request'

/** Octets of a request that is read at all; one with a digest, a policy and a nonce has about 100. */
export const maxTimestampRequestOctets = 4 * 1024
const limits = { maxOctets: maxTimestampRequestOctets, maxDepth: 12 }
const maxNonceOctets = 32

/**
 * Parses a TimeStampReq (RFC 3161 §2.4.1). Whether algorithm, policy and extensions are taken is decided by `issueTimestamp`.
 * @throws {PkiError} der_malformed, der_too_large, der_too_deep
 */
export function parseTimestampRequest(octets: Uint8Array): TimestampRequest {
  const fields = derFields(readSequence(readDer(octets, limits)))
  if (readSmallInteger(fields.take()) !== 1) throw new PkiError('der_malformed', 'version of TimeStampReq')
  const imprint = derFields(readSequence(fields.take()))
  const hashAlgorithm = readPlainAlgorithm(imprint.take())
  const digest = readOctetString(imprint.take())
  imprint.end()
  const policy = fields.takeUniversal(DER.objectId)
  const nonce = fields.takeUniversal(DER.integer)
  const certReq = fields.takeUniversal(DER.boolean)
  const extensions = fields.takeContext(0)
  fields.end()
  const nonceOctets = nonce === null ? null : readIntegerOctets(nonce)
  if (nonceOctets !== null && nonceOctets.length > maxNonceOctets) throw new PkiError('der_too_large', 'nonce')
  return {
    imprint: { hashAlgorithm, digest },
    policy: policy === null ? null : readObjectId(policy),
    nonce: nonceOctets,
    isCertificateWanted: certReq !== null && readBoolean(certReq),
    hasExtensions: extensions !== null,
  }
}
