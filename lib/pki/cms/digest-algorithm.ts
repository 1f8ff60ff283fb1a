import { createHash } from 'node:crypto'
import type { DerElement } from '../der/der-element'
import { readNull, readObjectId, readSequence } from '../der/der-values'
import { encodeNull, encodeObjectId, encodeSequence } from '../der/write-der'
import { PkiError } from '../pki-error'

/** The hash functions taken in time-stamps, CMS signatures and OCSP; SHA-1 is none of them. */
export type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512'

const digests: Record<DigestAlgorithm, { objectId: string; octets: number }> = {
  sha256: { objectId: '2.16.840.1.101.3.4.2.1', octets: 32 },
  sha384: { objectId: '2.16.840.1.101.3.4.2.2', octets: 48 },
  sha512: { objectId: '2.16.840.1.101.3.4.2.3', octets: 64 },
}
const algorithms = Object.keys(digests) as DigestAlgorithm[]

/** `null` for a hash function that is not taken. */
export function digestAlgorithmOf(objectId: string): DigestAlgorithm | null {
  return algorithms.find((algorithm) => digests[algorithm].objectId === objectId) ?? null
}

/** Its object identifier, dotted. */
export function digestAlgorithmOid(algorithm: DigestAlgorithm): string {
  return digests[algorithm].objectId
}

/** Octets of a digest. */
export function digestLength(algorithm: DigestAlgorithm): number {
  return digests[algorithm].octets
}

export function digest(algorithm: DigestAlgorithm | 'sha1', octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash(algorithm).update(octets).digest())
}

/** AlgorithmIdentifier of a hash function; `hasParameters` writes NULL, as OCSP and time-stamp requests usually do. */
export function encodeDigestAlgorithm(algorithm: DigestAlgorithm, hasParameters = true): Uint8Array<ArrayBuffer> {
  return encodeSequence(encodeObjectId(digests[algorithm].objectId), hasParameters ? encodeNull() : null)
}

/** The dotted object identifier of an AlgorithmIdentifier whose parameters are NULL or absent. @throws {PkiError} der_malformed */
export function readPlainAlgorithm(element: DerElement | undefined): string {
  const [objectId, parameters, ...rest] = readSequence(element)
  if (rest.length > 0) throw new PkiError('der_malformed', 'AlgorithmIdentifier')
  if (parameters !== undefined) readNull(parameters)
  return readObjectId(objectId)
}
