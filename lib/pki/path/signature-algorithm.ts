import { constants, type KeyObject, verify } from 'node:crypto'
import type { AlgorithmIdentifier } from '../algorithm'
import type { Certificate } from '../certificate'
import type { DigestAlgorithm } from '../cms/digest-algorithm'
import type { PkiFindingCode } from '../pki.findings'
import { OID } from '../pki.oids'
import { PkiError } from '../pki-error'
import { importPublicKey, type KeyAlgorithm } from '../public-key'
import { readEcdsaSignature } from '../signature/ecdsa-signature'
import { readPssDigest } from '../signature/rsassa-pss'

/** The parts of a certificate or CRL that its signature is about. */
type Signed = {
  tbs: Uint8Array
  signature: Uint8Array
  signatureAlgorithm: AlgorithmIdentifier
  tbsSignatureAlgorithm: AlgorithmIdentifier
}

type SignatureAlgorithm = { hash: DigestAlgorithm; keyType: 'rsa' | 'ec'; isPss?: true }

const minRsaBits = 2_048

/** Signature algorithms with the one kind of key they go with, without RSASSA-PSS. No other algorithm is accepted. */
const algorithms: Readonly<Record<string, SignatureAlgorithm>> = {
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
  const algorithm = algorithmOf(signed.signatureAlgorithm)
  if (algorithm?.keyType !== issuer.keyAlgorithm.type) return 'algorithm_mismatch'
  const key = publicKeyOf(issuer)
  if (key === null) return 'public_key_malformed'
  const { keyAlgorithm } = issuer
  if (keyAlgorithm.type === 'ec' && readEcdsaSignature(signed.signature, keyAlgorithm.curve) === null) {
    return 'signature_invalid'
  }
  return isVerified(algorithm, signed, key) ? null : 'signature_invalid'
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
  const algorithm = algorithmOf(signatureAlgorithm)
  if (algorithm === null) return weakAlgorithms.includes(oid) ? 'algorithm_too_weak' : 'algorithm_unsupported'
  const isFitting =
    algorithm.isPss === true || parameters === 'absent' || (parameters === 'null' && algorithm.keyType === 'rsa')
  const { octets: inside } = tbsSignatureAlgorithm
  const isSame = octets.length === inside.length && octets.every((octet, index) => octet === inside[index])
  return isFitting && isSame ? null : 'algorithm_mismatch'
}

/** `null` for what is not taken, be it legal or not. */
function algorithmOf(identifier: AlgorithmIdentifier): SignatureAlgorithm | null {
  if (identifier.oid !== OID.rsassaPss) return algorithms[identifier.oid] ?? null
  try {
    const hash = readPssDigest(identifier)
    return hash === null ? null : { hash, keyType: 'rsa', isPss: true }
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

function isVerified({ hash, isPss }: SignatureAlgorithm, { tbs, signature }: Signed, key: KeyObject): boolean {
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  try {
    return verify(hash, tbs, isPss ? { key, ...pss } : key, signature)
  } catch {
    return false
  }
}
