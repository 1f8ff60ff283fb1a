import type { PeerCertificate } from 'node:tls'
import { codeOf, type EgressFacts, type EgressFailure, isClientCertificateAlert } from './egress-error'

/** OpenSSL's results of a path that ends at no trusted root (x509_vfy.h), as Node names them. */
const unknownRoots = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
])
/** Those of a certificate that is wrong in itself. */
const wrongCertificates = new Set([
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
])
const mostLinks = 10
const longestName = 200

/** Why a TLS handshake failed. `shown`: the certificate that the other side showed, with its issuers; null when it showed none. */
export function toTlsFailure(
  error: unknown,
  shown: PeerCertificate | null,
): { failure: EgressFailure; facts: EgressFacts } {
  const code = codeOf(error)
  const reason = code === '' ? {} : { reason: code }
  if (unknownRoots.has(code)) return { failure: 'tls_root_unknown', facts: { ...issuerOf(lastOf(shown)), ...reason } }
  if (wrongCertificates.has(code)) return { failure: 'tls_certificate', facts: { ...issuerOf(shown), ...reason } }
  return { failure: isClientCertificateAlert(code) ? 'tls_client_certificate' : 'tls_failed', facts: reason }
}

/** The certificate whose issuer is missing from the chain. */
function lastOf(certificate: PeerCertificate | null): PeerCertificate | null {
  let last = certificate
  for (let link = 0; last !== null && link < mostLinks; link += 1) {
    const issuer: PeerCertificate | undefined =
      'issuerCertificate' in last ? (last.issuerCertificate as PeerCertificate | undefined) : undefined
    if (issuer === undefined || issuer === last || issuer.fingerprint256 === last.fingerprint256) break
    last = issuer
  }
  return last
}

/** A stranger wrote these names: what could move or hide the text around them is taken out. */
function issuerOf(certificate: PeerCertificate | null): { issuer?: string } {
  const { CN, O, OU } = certificate?.issuer ?? {}
  const name = [CN, OU, O]
    .flat()
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .slice(0, longestName)
  return name === '' ? {} : { issuer: name }
}
