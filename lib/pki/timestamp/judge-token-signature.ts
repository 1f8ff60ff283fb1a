import { equalBytes } from '@/lib/kernel/bytes'
import { type Certificate, parseCertificate } from '../certificate'
import { digest, digestAlgorithmOf } from '../cms/digest-algorithm'
import type { SignerInfo } from '../cms/parse-signed-data'
import { isWeakAlgorithm, verifySignature } from '../cms/verify-signature'
import { readObjectId, readOctetString } from '../der/der-values'
import { isSameName } from '../name'
import { PkiError } from '../pki-error'
import type { UnverifiedTimestampToken } from './parse-timestamp-token'
import { type EssCertificateId, isEssCertificate, readEssCertificateIds } from './read-ess-certificate'
import { type TimestampFinding, type TimestampFindingCode, timestampFinding } from './timestamp.findings'
import { TIMESTAMP_OID } from './timestamp.oids'

export type TokenSignature = {
  findings: TimestampFinding[]
  /** The certificate that the token's signature was verified with; `null` unless it was. */
  certificate: Certificate | null
  /** Certificates of the token that can be read: candidates for a path, never trust. */
  candidates: readonly Certificate[]
}

/**
 * The CMS side of a token (RFC 3161 §2.4.2, RFC 5652 §5.6): one signer, signed attributes over the very TSTInfo, a signing
 * certificate attribute that finds the certificate the signer names, the signature valid with that certificate alone.
 * `intermediates` help where the token carries no certificate.
 */
export function judgeTokenSignature(
  { signedData, infoOctets }: UnverifiedTimestampToken,
  intermediates: readonly Certificate[],
): TokenSignature {
  const candidates = signedData.certificates.flatMap(toCandidate)
  const refused = (...findings: TimestampFinding[]) => ({ findings, certificate: null, candidates })
  const [signer, ...others] = signedData.signers
  if (signer === undefined || others.length > 0) return refused(timestampFinding('signer_count_wrong'))
  const attributeFindings = judgeAttributes(signer, infoOctets)
  const ids = readIds(signer)
  if (!Array.isArray(ids)) return refused(...attributeFindings, ids)
  const named = [...candidates, ...intermediates].filter((certificate) => isNamedBy(signer, certificate))
  if (named.length === 0) return refused(...attributeFindings, timestampFinding('signer_certificate_missing'))
  const certificate = named.find((candidate) => ids.every((id) => isEssCertificate(id, candidate)))
  if (certificate === undefined) return refused(...attributeFindings, timestampFinding('ess_cert_id_mismatch'))
  const findings = [...attributeFindings, ...judgeValue(signer, certificate)]
  return { findings, certificate: findings.length === 0 ? certificate : null, candidates }
}

/** contentType and messageDigest, each once and with one value (RFC 5652 §§11.1, 11.2). */
function judgeAttributes(signer: SignerInfo, infoOctets: Uint8Array): TimestampFinding[] {
  const [contentType, ...moreTypes] = signer.signedAttributes.get(TIMESTAMP_OID.contentType) ?? []
  const [messageDigest, ...moreDigests] = signer.signedAttributes.get(TIMESTAMP_OID.messageDigest) ?? []
  const { oid } = signer.digestAlgorithm
  const algorithm = digestAlgorithmOf(oid)
  if (contentType === undefined || messageDigest === undefined || moreTypes.length + moreDigests.length > 0) {
    return [timestampFinding('signed_attributes_wrong')]
  }
  if (algorithm === null) return [timestampFinding(algorithmCode(oid), oid)]
  try {
    if (readObjectId(contentType) !== TIMESTAMP_OID.tstInfo) return [timestampFinding('signed_attributes_wrong')]
    const isEqual = equalBytes(readOctetString(messageDigest), digest(algorithm, infoOctets))
    return isEqual ? [] : [timestampFinding('message_digest_mismatch')]
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    return [timestampFinding('signed_attributes_wrong', error.message)]
  }
}

function readIds(signer: SignerInfo): EssCertificateId[] | TimestampFinding {
  try {
    const ids = readEssCertificateIds(signer)
    if (ids.some(({ hashAlgorithm }) => hashAlgorithm === null)) {
      return timestampFinding('signature_algorithm_unsupported', 'ESSCertIDv2')
    }
    return ids.length > 0 ? ids : timestampFinding('ess_cert_id_missing')
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    return timestampFinding('signed_attributes_wrong', error.message)
  }
}

function judgeValue(signer: SignerInfo, certificate: Certificate): TimestampFinding[] {
  const { signedAttributesDer, signature: value, signatureAlgorithm, digestAlgorithm } = signer
  const judgements = signedAttributesDer.map((octets) =>
    verifySignature({ octets, value, signatureAlgorithm, digestAlgorithm }, certificate),
  )
  const [judgement] = judgements
  if (judgement === undefined) return [timestampFinding('signed_attributes_wrong')]
  if (judgements.includes('valid')) return []
  if (judgement === 'algorithm_too_weak') {
    return [timestampFinding('signature_algorithm_too_weak', signatureAlgorithm.oid)]
  }
  if (judgement === 'algorithm_unsupported') {
    return [timestampFinding('signature_algorithm_unsupported', signatureAlgorithm.oid)]
  }
  return [timestampFinding('token_signature_invalid')]
}

function algorithmCode(oid: string): TimestampFindingCode {
  return isWeakAlgorithm(oid) ? 'signature_algorithm_too_weak' : 'signature_algorithm_unsupported'
}

function isNamedBy({ identifier }: SignerInfo, certificate: Certificate): boolean {
  if (identifier.type === 'subjectKeyIdentifier') {
    return certificate.subjectKeyId !== null && equalBytes(certificate.subjectKeyId, identifier.keyId)
  }
  return certificate.serialNumber === identifier.serialNumber && isSameName(certificate.issuer, identifier.issuer)
}

function toCandidate(der: Uint8Array): Certificate[] {
  try {
    return [parseCertificate(der)]
  } catch (error) {
    if (error instanceof PkiError) return []
    throw error
  }
}
