import { type KeyObject, verify } from 'node:crypto'
import type { AlgorithmIdentifier } from '../algorithm'
import type { Certificate } from '../certificate'
import { readEcdsaSignature } from '../ecdsa-signature'
import type { PkiFindingCode } from '../pki.findings'
import { OID } from '../pki.oids'
import { importPublicKey, type KeyAlgorithm } from '../public-key'

/** The parts of a certificate or CRL that its signature is about. */
type Signed = {
  tbs: Uint8Array
  signature: Uint8Array
  signatureAlgorithm: AlgorithmIdentifier
  tbsSignatureAlgorithm: AlgorithmIdentifier
}

const minRsaBits = 2_048

/** Signature algorithms with the one kind of key they go with. Whatever is not here is refused. */
const algorithms: Readonly<Record<string, { hash: 'sha256' | 'sha384' | 'sha512'; keyType: 'rsa' | 'ec' }>> = {
  [OID.sha256WithRsa]: { hash: 'sha256', keyType: 'rsa' },
  [OID.sha384WithRsa]: { hash: 'sha384', keyType: 'rsa' },
  [OID.sha512WithRsa]: { hash: 'sha512', keyType: 'rsa' },
  [OID.ecdsaWithSha256]: { hash: 'sha256', keyType: 'ec' },
  [OID.ecdsaWithSha384]: { hash: 'sha384', keyType: 'ec' },
  [OID.ecdsaWithSha512]: { hash: 'sha512', keyType: 'ec' },
}
const weakAlgorithms: readonly string[] = [
  OID.sha1WithRsa,
  OID.ecdsaWithSha1,
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.4',
  '1.3.14.3.2.29',
]
const keys = new WeakMap<Certificate, KeyObject | 'unusable'>()
const verdicts = new WeakMap<Signed, WeakMap<Certificate, PkiFindingCode | 'good'>>()

/**
 * Whether the issuer's key signed it: algorithm on the list and the same inside and outside (RFC 5280 §4.1.1.2), bound to the
 * key's type, key of sufficient size, value right. The answer is remembered as long as both objects live.
 * @returns null when it did, else the finding's code
 */
export function judgeSignature(signed: Signed, issuer: Certificate): PkiFindingCode | null {
  const ofSigned = verdicts.get(signed) ?? new WeakMap<Certificate, PkiFindingCode | 'good'>()
  verdicts.set(signed, ofSigned)
  const verdict = ofSigned.get(issuer) ?? judgeOnce(signed, issuer) ?? 'good'
  ofSigned.set(issuer, verdict)
  return verdict === 'good' ? null : verdict
}

/** Whether `judgeSignature` has its answer already, so that asking costs nothing. */
export function isSignatureJudged(signed: Signed, issuer: Certificate): boolean {
  return verdicts.get(signed)?.has(issuer) === true
}

function judgeOnce(signed: Signed, issuer: Certificate): PkiFindingCode | null {
  const refusal = judgeAlgorithm(signed) ?? judgeKey(issuer.keyAlgorithm)
  if (refusal !== null) return refusal
  const algorithm = algorithms[signed.signatureAlgorithm.oid]
  if (algorithm?.keyType !== issuer.keyAlgorithm.type) return 'algorithm_mismatch'
  const key = publicKeyOf(issuer)
  if (key === null) return 'public_key_malformed'
  const { keyAlgorithm } = issuer
  if (keyAlgorithm.type === 'ec' && readEcdsaSignature(signed.signature, keyAlgorithm.curve) === null) {
    return 'signature_invalid'
  }
  return isVerified(algorithm.hash, signed, key) ? null : 'signature_invalid'
}

/** Whether a key may be part of a path: RSA of at least 2048 bits, EC on a named curve. */
export function judgeKey(algorithm: KeyAlgorithm): PkiFindingCode | null {
  if (algorithm.type === 'unsupported') return 'key_unsupported'
  return algorithm.type === 'rsa' && algorithm.bits < minRsaBits ? 'key_too_weak' : null
}

/** The key of a certificate for node:crypto, made once; `null` when it cannot be one (a point off its curve). */
export function publicKeyOf(certificate: Certificate): KeyObject | null {
  const known = keys.get(certificate) ?? importPublicKey(certificate.publicKey) ?? 'unusable'
  keys.set(certificate, known)
  return known === 'unusable' ? null : known
}

/** RFC 4055 §5: parameters of RSA are NULL or absent; RFC 5758 §3.2: of ECDSA absent. */
function judgeAlgorithm({ signatureAlgorithm, tbsSignatureAlgorithm }: Signed): PkiFindingCode | null {
  const { oid, parameters, octets } = signatureAlgorithm
  const algorithm = algorithms[oid]
  if (algorithm === undefined) return weakAlgorithms.includes(oid) ? 'algorithm_too_weak' : 'algorithm_unsupported'
  const isFitting = parameters === 'absent' || (parameters === 'null' && algorithm.keyType === 'rsa')
  const { octets: inside } = tbsSignatureAlgorithm
  const isSame = octets.length === inside.length && octets.every((octet, index) => octet === inside[index])
  return isFitting && isSame ? null : 'algorithm_mismatch'
}

function isVerified(hash: string, { tbs, signature }: Signed, key: KeyObject): boolean {
  try {
    return verify(hash, tbs, key, signature)
  } catch {
    return false
  }
}
