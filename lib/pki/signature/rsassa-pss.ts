import type { AlgorithmIdentifier } from '../algorithm'
import { type DigestAlgorithm, digestAlgorithmOf, digestLength, readPlainAlgorithm } from '../cms/digest-algorithm'
import { derFields } from '../der/der-fields'
import { readExplicit, readObjectId, readSequence, readSmallInteger } from '../der/der-values'
import { OID } from '../pki.oids'
import { PkiError } from '../pki-error'

/**
 * The hash function of id-RSASSA-PSS (RFC 4055 §3.1) when its parameters are taken: SHA-256, -384 or -512, the same for MGF1, and a
 * salt as long as the hash. Parameters left out mean SHA-1. `null` for anything else, which is legal, but not supported.
 * @throws {PkiError} der_malformed for parameters that are none
 */
export function readPssDigest({ parameters }: AlgorithmIdentifier): DigestAlgorithm | null {
  if (parameters === 'absent') return null
  if (parameters === 'null') throw new PkiError('der_malformed', 'RSASSA-PSS-params')
  const fields = derFields(readSequence(parameters))
  const hash = fields.takeContext(0)
  const mask = fields.takeContext(1)
  const salt = fields.takeContext(2)
  const trailer = fields.takeContext(3)
  fields.end()
  const algorithm = hash === null ? null : digestAlgorithmOf(readPlainAlgorithm(readExplicit(hash, 0)))
  const maskFunction = mask === null ? null : derFields(readSequence(readExplicit(mask, 1)))
  const maskType = maskFunction === null ? null : readObjectId(maskFunction.take())
  const maskHash = maskFunction === null ? null : maskFunction.take()
  maskFunction?.end()
  const saltLength = salt === null ? 20 : readSmallInteger(readExplicit(salt, 2))
  if (trailer !== null && readSmallInteger(readExplicit(trailer, 3)) !== 1) return null
  if (algorithm === null || maskType !== OID.mgf1 || maskHash === null) return null
  const isSameHash = digestAlgorithmOf(readPlainAlgorithm(maskHash)) === algorithm
  return isSameHash && saltLength === digestLength(algorithm) ? algorithm : null
}
