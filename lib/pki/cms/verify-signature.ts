import { constants, verify } from 'node:crypto'
import type { AlgorithmIdentifier } from '../algorithm'
import type { Certificate } from '../certificate'
import { judgeKey, publicKeyOf } from '../path/signature-algorithm'
import { OID } from '../pki.oids'
import { PkiError } from '../pki-error'
import { readEcdsaSignature } from '../signature/ecdsa-signature'
import { readPssDigest } from '../signature/rsassa-pss'
import { type DigestAlgorithm, digestAlgorithmOf } from './digest-algorithm'

type Scheme = { keyType: 'rsa' | 'ec'; digest: DigestAlgorithm; isPss?: true }

/** Signature algorithms of CMS whose identifier names the hash. */
const schemes: Readonly<Record<string, Scheme>> = {
  [OID.sha256WithRsa]: { keyType: 'rsa', digest: 'sha256' },
  [OID.sha384WithRsa]: { keyType: 'rsa', digest: 'sha384' },
  [OID.sha512WithRsa]: { keyType: 'rsa', digest: 'sha512' },
  [OID.ecdsaWithSha256]: { keyType: 'ec', digest: 'sha256' },
  [OID.ecdsaWithSha384]: { keyType: 'ec', digest: 'sha384' },
  [OID.ecdsaWithSha512]: { keyType: 'ec', digest: 'sha512' },
}
/** SHA-1 and older, as hash or within a signature algorithm: what they sign can be forged. */
const weakAlgorithms: readonly string[] = [
  OID.sha1,
  OID.sha1WithRsa,
  OID.ecdsaWithSha1,
  '1.2.840.113549.2.2',
  '1.2.840.113549.2.5',
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.4',
  '1.3.14.3.2.29',
]

export type CmsSignature = {
  octets: Uint8Array
  value: Uint8Array
  signatureAlgorithm: AlgorithmIdentifier
  digestAlgorithm: AlgorithmIdentifier
}

export type CmsSignatureVerdict = 'valid' | 'invalid' | 'algorithm_too_weak' | 'algorithm_unsupported'

/** Whether the algorithm of that identifier proves nothing any more. */
export function isWeakAlgorithm(objectId: string): boolean {
  return weakAlgorithms.includes(objectId)
}

/**
 * Verifies a CMS signature value with the key of this one certificate and nothing else: RSASSA-PKCS1-v1_5, RSASSA-PSS
 * (RFC 4056) or ECDSA, with SHA-256, -384 or -512. Both algorithms have to fit each other and the key. Says nothing about who the
 * certificate's subject is. Never throws.
 */
export function verifySignature(signature: CmsSignature, certificate: Certificate): CmsSignatureVerdict {
  const { signatureAlgorithm, digestAlgorithm, octets, value } = signature
  const { keyAlgorithm } = certificate
  if (isWeakAlgorithm(signatureAlgorithm.oid) || isWeakAlgorithm(digestAlgorithm.oid)) return 'algorithm_too_weak'
  const scheme = schemeOf(signatureAlgorithm, digestAlgorithm)
  if (scheme === null || keyAlgorithm.type === 'unsupported') return 'algorithm_unsupported'
  if (keyAlgorithm.type !== scheme.keyType) return 'invalid'
  if (judgeKey(keyAlgorithm) !== null) return 'algorithm_too_weak'
  if (keyAlgorithm.type === 'ec' && readEcdsaSignature(value, keyAlgorithm.curve) === null) return 'invalid'
  const key = publicKeyOf(certificate)
  if (key === null) return 'invalid'
  const padding = scheme.isPss ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING
  const parameters = scheme.keyType === 'ec' ? { key } : { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  try {
    return verify(scheme.digest, octets, parameters, value) ? 'valid' : 'invalid'
  } catch {
    return 'invalid'
  }
}

/** `null` where the two are not taken, or not together. rsaEncryption leaves the hash to the algorithm next to it (RFC 3370 §3.2). */
function schemeOf(signature: AlgorithmIdentifier, { oid, parameters }: AlgorithmIdentifier): Scheme | null {
  const digest = digestAlgorithmOf(oid)
  if (digest === null || !isPlain(parameters)) return null
  if (signature.oid === OID.rsassaPss) {
    return pssDigest(signature) === digest ? { keyType: 'rsa', digest, isPss: true } : null
  }
  if (!isPlain(signature.parameters)) return null
  if (signature.oid === OID.rsaEncryption) return { keyType: 'rsa', digest }
  const scheme = Object.hasOwn(schemes, signature.oid) ? schemes[signature.oid] : undefined
  return scheme?.digest === digest ? scheme : null
}

function pssDigest(signature: AlgorithmIdentifier): DigestAlgorithm | null {
  try {
    return readPssDigest(signature)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

function isPlain(parameters: AlgorithmIdentifier['parameters']): boolean {
  return parameters === 'absent' || parameters === 'null'
}
