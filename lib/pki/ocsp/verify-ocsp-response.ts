import { createHash } from 'node:crypto'
import { equalBytes } from '@/lib/kernel/bytes'
import type { VerdictResult } from '@/lib/vocabulary/verdict-result'
import { type Certificate, parseCertificate } from '../certificate'
import type { Crl } from '../crl'
import { toReason } from '../crl-entries'
import { crlReasons } from '../issuing/issue-crl'
import { publicKeyBits } from '../issuing/public-key-bits'
import { isSameName } from '../name'
import type { OcspAnswer } from '../path/path'
import { judgeSignature } from '../path/signature-algorithm'
import { validatePath } from '../path/validate-path'

import { OID } from '../pki.oids'
import { PkiError } from '../pki-error'
import { isCertIdOfIssuer } from './cert-id'
import { ocspNonce } from './nonce-extension'
import { type OcspFinding, type OcspVerdictFinding, ocspFinding, resultOfOcsp } from './ocsp.findings'
import {
  archiveCutoff,
  type BasicOcspResponse,
  type OcspResponse,
  parseOcspResponse,
  type SingleResponse,
} from './parse-ocsp-response'

export type OcspExpectations = {
  /** The certificate that was asked about. */
  certificate: Certificate
  /** Its issuer, validated before. */
  issuer: Certificate
  /** When the question is asked. */
  at: Date
  nonce?: Uint8Array
  /** Answers made ahead carry no nonce; false by default. A nonce that comes back wrong never passes. */
  isNonceRequired?: boolean
  /** How far clocks may differ; 300 by default. */
  clockSkewSeconds?: number
  /** For a delegated responder without id-pkix-ocsp-nocheck. */
  crls?: readonly Crl[]
}

/** `answer` is there exactly when the response can be used (VALID), whatever it says of the certificate; `nextUpdate` may be past then. */
export type OcspVerdict = {
  result: VerdictResult
  findings: OcspVerdictFinding[]
  answer: OcspAnswer | null
  nextUpdate: Date | null
  responder: Certificate | null
}

/**
 * Verifies an OCSP response (RFC 6960 §3.2): successful; signed by the responder that it names, which is the issuer itself or was
 * certified by it directly for OCSPSigning; about the certificate asked; current; nonce repeated. A revocation holds for ever, so an
 * answer that says "revoked" may be out of date. Never throws for what is in `response`.
 */
export function verifyOcspResponse(response: Uint8Array, expectations: OcspExpectations): OcspVerdict {
  const parsed = parse(response)
  if ('code' in parsed) return refused([parsed])
  if ('failure' in parsed) return refused([ocspFinding('response_not_successful', parsed.failure)])
  if ('unsupportedType' in parsed) return refused([ocspFinding('response_type_unsupported', parsed.unsupportedType)])
  const responder = findResponder(parsed, expectations)
  if (!('der' in responder)) return responder
  const findings = [...judgeExtensions(parsed), ...judgeNonce(parsed.nonce, expectations)]
  const [single, ...others] = parsed.responses.filter(
    ({ certId }) =>
      certId.serialNumber === expectations.certificate.serialNumber && isCertIdOfIssuer(certId, expectations.issuer),
  )
  if (single === undefined) return refused([...findings, ocspFinding('answer_missing')], responder)
  if (others.length > 0) return refused([...findings, ocspFinding('answer_ambiguous')], responder)
  findings.push(...judgeTimes(parsed, single, expectations))
  if (single.status.type === 'good') findings.push(...judgeExpiry(single, expectations))
  if (findings.length > 0) return refused(findings, responder)
  return { result: 'VALID', findings: [], answer: toAnswer(single), nextUpdate: single.nextUpdate, responder }
}

function refused(findings: OcspFinding[], responder: Certificate | null = null): OcspVerdict {
  return { result: resultOfOcsp(findings), findings, answer: null, nextUpdate: null, responder }
}

function parse(response: Uint8Array): OcspResponse | OcspFinding {
  try {
    return parseOcspResponse(response)
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    const code = error.finding === 'der_too_large' ? 'response_too_large' : 'response_malformed'
    return ocspFinding(code, error.message)
  }
}

/** RFC 6960 §4.2.2.2: the issuer itself, or one that it certified directly; §4.2.2.3: and it is the one that the response names. */
function findResponder(response: BasicOcspResponse, expectations: OcspExpectations): Certificate | OcspVerdict {
  const { issuer } = expectations
  const isSigner = (candidate: Certificate) => judgeSignature(response, candidate) === null
  const [own, delegated] = [[issuer].filter(isSigner), response.certificates.flatMap(toCandidate).filter(isSigner)]
  if (own.length + delegated.length === 0) return refused([ocspFinding('response_signature_invalid')])
  const isNamed = (candidate: Certificate) => isResponder(response.responder, candidate)
  if (own.some(isNamed)) return issuer
  const signers = delegated.filter(isNamed)
  if (signers.length === 0) return refused([ocspFinding('responder_id_mismatch')])
  const verdicts = signers.map((signer) => ({ signer, findings: judgeDelegation(signer, expectations) }))
  const trusted = verdicts.find(({ findings }) => findings.length === 0)
  if (trusted !== undefined) return trusted.signer
  const findings = [ocspFinding('responder_unauthorized'), ...(verdicts[0]?.findings ?? [])]
  return { result: 'INDETERMINATE', findings, answer: null, nextUpdate: null, responder: null }
}

function isResponder(id: BasicOcspResponse['responder'], { subject, publicKey }: Certificate): boolean {
  if (id.type === 'name') return isSameName(id.name, subject)
  return equalBytes(id.keyHash, createHash('sha1').update(publicKeyBits(publicKey)).digest())
}

function judgeDelegation(signer: Certificate, { issuer, at, crls = [] }: OcspExpectations): OcspVerdictFinding[] {
  // Another purpose than OCSPSigning, or any purpose, delegates nothing.
  const isDelegated = signer.extendedKeyUsage?.includes(OID.ocspSigning) === true
  const maySign = signer.keyUsage === null || signer.keyUsage.has('digitalSignature')
  if (!isDelegated || !maySign) return [ocspFinding('responder_unauthorized', 'usage')]
  const { result, findings, path } = validatePath({
    certificate: signer,
    intermediates: [],
    anchors: [{ certificate: issuer }],
    crls,
    at,
    revocation: signer.extensions.has(OID.ocspNoCheck) ? 'none' : 'required',
    requiredExtendedKeyUsage: OID.ocspSigning,
  })
  return result === 'VALID' && path.length !== 2 ? [ocspFinding('responder_unauthorized', 'not directly')] : findings
}

function judgeExtensions({ extensions, responses }: BasicOcspResponse): OcspFinding[] {
  const all = [extensions, ...responses.map((response) => response.extensions)].flatMap((list) => [...list.values()])
  const unknown = all.find(({ isCritical, oid }) => isCritical && oid !== ocspNonce && oid !== archiveCutoff)
  return unknown === undefined ? [] : [ocspFinding('response_extension_unknown', unknown.oid)]
}

function judgeNonce(nonce: Uint8Array | null, { nonce: asked, isNonceRequired }: OcspExpectations): OcspFinding[] {
  if (nonce === null) return isNonceRequired === true ? [ocspFinding('nonce_missing')] : []
  return asked === undefined || equalBytes(asked, nonce) ? [] : [ocspFinding('nonce_mismatch')]
}

/** RFC 6960 §4.2.2.1: an answer without nextUpdate would hold for ever. That is right for a revocation, and for nothing else. */
function judgeTimes(
  { producedAt }: BasicOcspResponse,
  { status, thisUpdate, nextUpdate }: SingleResponse,
  { at, clockSkewSeconds = 300 }: OcspExpectations,
): OcspFinding[] {
  const latest = at.getTime() + clockSkewSeconds * 1_000
  // NaN is neither before nor after anything: what cannot be compared is not current.
  const isIssued = thisUpdate.getTime() <= latest && producedAt.getTime() <= latest
  if (!isIssued) return [ocspFinding('answer_not_yet_valid')]
  if (isFinal(status)) return []
  if (nextUpdate === null) return [ocspFinding('answer_without_next_update')]
  return nextUpdate.getTime() < at.getTime() - clockSkewSeconds * 1_000 ? [ocspFinding('answer_stale')] : []
}

/** Only a suspension is ever taken back. */
function isFinal(status: SingleResponse['status']): boolean {
  return status.type === 'revoked' && status.reason !== crlReasons.certificateHold
}

/** A responder may forget certificates that have expired, unless it says how far back it remembers (RFC 6960 §4.4.4). */
function judgeExpiry(
  { thisUpdate, archiveCutoff: cutoff }: SingleResponse,
  { certificate: { notAfter } }: OcspExpectations,
): OcspFinding[] {
  if (thisUpdate <= notAfter) return []
  return cutoff !== null && cutoff <= notAfter ? [] : [ocspFinding('answer_issued_after_expiry')]
}

function toAnswer({ status, thisUpdate }: SingleResponse): OcspAnswer {
  if (status.type !== 'revoked') return { status: status.type, thisUpdate }
  const { revokedAt } = status
  if (!isFinal(status)) return { status: 'suspended', thisUpdate, revokedAt }
  return { status: 'revoked', thisUpdate, revokedAt, reason: toReason(status.reason) }
}

function toCandidate(der: Uint8Array): Certificate[] {
  try {
    return [parseCertificate(der)]
  } catch (error) {
    if (error instanceof PkiError) return []
    throw error
  }
}
