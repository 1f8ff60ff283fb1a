import { type KeyObject, verify } from 'node:crypto'
import { fromBase64Url, utf8 } from '@/lib/kernel/bytes'
import type { Certificate } from '@/lib/pki/certificate'
import { publicKeyOf } from '@/lib/pki/path/signature-algorithm'
import { endsInAnchor } from '../attestation/certificate-path'
import { readCertificate } from '../attestation/read-certificate'
import { decodeBase64 } from './decode-base64'
import type { FidoMetadata } from './fido-metadata'
import { readMetadataPayload } from './read-metadata-payload'

/** Why a BLOB is not used. */
export type MetadataFault =
  | 'not_a_jws'
  | 'algorithm_unknown'
  | 'certificate_malformed'
  | 'signer_unknown'
  | 'chain_untrusted'
  | 'signature_wrong'
  | 'payload_malformed'

/** Roots of this kind issue certificates to everybody, so the name decides who may sign. */
const signerName = 'mds.fidoalliance.org'
const maxHeaderLength = 65_536
const maxChain = 6

/** Signature algorithms of a JWS (RFC 7518 §3.1) that a metadata signer may use. */
const algorithms: ReadonlyMap<string, { hash: string; keyType: string; curve?: string }> = new Map([
  ['RS256', { hash: 'sha256', keyType: 'rsa' }],
  ['ES256', { hash: 'sha256', keyType: 'ec', curve: 'prime256v1' }],
  ['ES384', { hash: 'sha384', keyType: 'ec', curve: 'secp384r1' }],
  ['ES512', { hash: 'sha512', keyType: 'ec', curve: 'secp521r1' }],
])

/**
 * Verifies a metadata BLOB (FIDO Metadata Service v3.1 §3.2): a JWS in compact form whose certificates end in one of `rootsDer` at
 * the moment `at`, whose signer is the metadata service and whose signature is right. Not judged here: that its serial number is
 * not lower than that of the one before, and whether it is past its next update (`staleFrom`). Certificates are not asked for
 * revocation, because no connection is ever made.
 */
export function verifyMetadataBlob(
  blob: string,
  { rootsDer, at }: { rootsDer: readonly Uint8Array[]; at: Date },
): { metadata: FidoMetadata } | { fault: MetadataFault } {
  const parts = splitJws(blob.trim())
  if (parts === null) return { fault: 'not_a_jws' }
  const algorithm = algorithms.get(parts.alg)
  if (algorithm === undefined) return { fault: 'algorithm_unknown' }
  const chain = parts.x5c.map((base64) => readCertificate(decodeBase64(base64) ?? new Uint8Array()))
  const anchors = rootsDer.map((der) => readCertificate(der))
  if (!areAll(chain) || !areAll(anchors)) return { fault: 'certificate_malformed' }
  const [leaf] = chain
  if (leaf === undefined || !isMetadataSigner(leaf)) return { fault: 'signer_unknown' }
  if (!endsInAnchor(chain, anchors, at)) return { fault: 'chain_untrusted' }
  const publicKey = publicKeyOf(leaf)
  if (publicKey === null || !fits(publicKey, algorithm) || !isSigned(parts, publicKey, algorithm.hash)) {
    return { fault: 'signature_wrong' }
  }
  const metadata = readMetadataPayload(parts.payload)
  return metadata === null ? { fault: 'payload_malformed' } : { metadata }
}

type Jws = { alg: string; x5c: string[]; signed: string; payload: string; signature: Uint8Array }

/** RFC 7515 §7.1. A `crit` header is refused: nothing that it could name is understood here (§4.1.11). */
function splitJws(text: string): Jws | null {
  const [header = '', payload = '', last = '', ...further] = text.split('.')
  const signature = fromBase64Url(last)
  if (further.length > 0 || !signature?.length || !/^[\w-]+$/.test(payload) || header.length > maxHeaderLength)
    return null
  const members = parseHeader(header)
  const { alg, x5c, crit } = members ?? {}
  if (typeof alg !== 'string' || crit !== undefined || !Array.isArray(x5c)) return null
  if (x5c.length === 0 || x5c.length > maxChain || !x5c.every((each) => typeof each === 'string')) return null
  return { alg, x5c, signed: `${header}.${payload}`, payload, signature }
}

function parseHeader(header: string): Record<string, unknown> | null {
  try {
    const members: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(header) ?? new Uint8Array()))
    return typeof members === 'object' && members !== null ? { ...members } : null
  } catch {
    return null
  }
}

/** RFC 9525 §6.3: a dNSName alone, without wildcards; the subject's common name says nothing. */
function isMetadataSigner({ subjectAltNames }: Certificate): boolean {
  return subjectAltNames.some((name) => name.kind === 'dns' && name.text.toLowerCase() === signerName)
}

function areAll(certificates: (Certificate | null)[]): certificates is Certificate[] {
  return certificates.every((certificate) => certificate !== null)
}

function fits(key: KeyObject, { keyType, curve }: { keyType: string; curve?: string }): boolean {
  return key.asymmetricKeyType === keyType && (curve === undefined || key.asymmetricKeyDetails?.namedCurve === curve)
}

function isSigned({ signed, signature }: Jws, key: KeyObject, hash: string): boolean {
  try {
    return verify(hash, utf8(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}
