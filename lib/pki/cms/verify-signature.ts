import { constants, verify } from 'node:crypto'
import type { Certificate } from '../certificate'
import { readEcdsaSignature } from '../ecdsa-signature'
import { judgeKey, publicKeyOf } from '../path/signature-algorithm'
import { OID } from '../pki.oids'
import { type DigestAlgorithm, digestAlgorithmOf } from './digest-algorithm'

type Scheme = { keyType: 'rsa' | 'ec'; digest: DigestAlgorithm | null }

/** Signature algorithms of CMS; rsaEncryption leaves the hash to the digest algorithm beside it (RFC 3370 §3.2). */
const schemes: Readonly<Record<string, Scheme>> = {
  [OID.rsaEncryption]: { keyType: 'rsa', digest: null },
  [OID.sha256WithRsa]: { keyType: 'rsa', digest: 'sha256' },
  [OID.sha384WithRsa]: { keyType: 'rsa', digest: 'sha384' },
  [OID.sha512WithRsa]: { keyType: 'rsa', digest: 'sha512' },
  [OID.ecdsaWithSha256]: { keyType: 'ec', digest: 'sha256' },
  [OID.ecdsaWithSha384]: { keyType: 'ec', digest: 'sha384' },
  [OID.ecdsaWithSha512]: { keyType: 'ec', digest: 'sha512' },
}

export type CmsSignature = {
  octets: Uint8Array
  value: Uint8Array
  /** Dotted object identifiers. */
  signatureAlgorithm: string
  digestAlgorithm: string
}

/**
 * Verifies a CMS signature value with the key of this one certificate and nothing else. Both algorithms have to fit each other
 * and the key; SHA-1 and RSASSA-PSS are not taken. Says nothing about who the certificate's subject is. Never throws.
 */
export function verifySignature(
  signature: CmsSignature,
  certificate: Certificate,
): 'valid' | 'invalid' | 'algorithm_unsupported' {
  const scheme = Object.hasOwn(schemes, signature.signatureAlgorithm)
    ? schemes[signature.signatureAlgorithm]
    : undefined
  const algorithm = digestAlgorithmOf(signature.digestAlgorithm)
  if (!scheme || !algorithm || (scheme.digest ?? algorithm) !== algorithm) return 'algorithm_unsupported'
  if (certificate.keyAlgorithm.type !== scheme.keyType || judgeKey(certificate.keyAlgorithm) !== null) {
    return 'algorithm_unsupported'
  }
  const key = publicKeyOf(certificate)
  if (key === null) return 'algorithm_unsupported'
  const { keyAlgorithm } = certificate
  if (keyAlgorithm.type === 'ec' && readEcdsaSignature(signature.value, keyAlgorithm.curve) === null) return 'invalid'
  try {
    const parameters = scheme.keyType === 'rsa' ? { key, padding: constants.RSA_PKCS1_PADDING } : { key }
    return verify(algorithm, signature.octets, parameters, signature.value) ? 'valid' : 'invalid'
  } catch {
    return 'invalid'
  }
}
