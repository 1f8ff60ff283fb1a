import { documentKindOf } from '@/lib/authority/signatures/credential/document-kind'
import type { CredentialStatus, SigningCredential } from '@/lib/authority/signatures/credential/signing-credential'
import { maxHashes } from '@/lib/authority/signatures/ledger/activation'
import { parseCertificate } from '@/lib/pki/certificate'
import { toRfc4514 } from '@/lib/pki/name'
import { type CscBody, flag } from './csc-arguments'
import { CscRefusal } from './csc-refusal'
import type { CscVersion } from './csc-version'
import { signAlgorithms } from './sign-algorithm'

export type CredentialOptions = { certificates: 'none' | 'single' | 'chain'; certInfo: boolean; authInfo: boolean }

/** What a caller wants to know about a credential. @throws CscRefusal */
export function readCredentialOptions(body: CscBody): CredentialOptions {
  const certificates = body['certificates'] ?? 'single'
  if (certificates !== 'none' && certificates !== 'single' && certificates !== 'chain') {
    throw new CscRefusal('Invalid parameter certificates')
  }
  return { certificates, certInfo: flag(body, 'certInfo'), authInfo: flag(body, 'authInfo') }
}

const keyFacts = {
  'rsa-2048': { algo: [...signAlgorithms['rsa-2048']], len: 2048 },
  'p-256': { algo: [...signAlgorithms['p-256']], len: 256, curve: '1.2.840.10045.3.1.7' },
} as const

const certStatus: Readonly<Record<CredentialStatus, 'valid' | 'expired' | 'revoked' | 'suspended'>> = {
  usable: 'valid',
  suspended: 'suspended',
  revoked: 'revoked',
  expired: 'expired',
  not_yet_valid: 'suspended',
  key_destroyed: 'revoked',
}

/** A credential for `credentials/info` and `credentials/list`; what was not asked for is absent. */
export function toCredentialAnswer(
  credential: SigningCredential,
  issuers: readonly Uint8Array[],
  { certificates, certInfo }: CredentialOptions,
) {
  const { algorithm, status, certificate } = credential
  const chain = certificates === 'chain' ? [certificate, ...issuers] : [certificate]
  return {
    key: { status: status === 'usable' ? ('enabled' as const) : ('disabled' as const), ...keyFacts[algorithm] },
    cert: {
      status: certStatus[status],
      ...(certificates === 'none' ? {} : { certificates: chain.map(toBase64) }),
      ...(certInfo ? toNameMembers(credential) : {}),
    },
    SCAL: '2' as const,
    multisign: maxHashes,
  }
}

/** How a credential is authorised, as each version says it: nothing is asked beyond today's access token and the hashes. */
export function toAuthorizationMembers(
  version: CscVersion,
  { role }: SigningCredential,
  { authInfo }: CredentialOptions,
) {
  if (version === 1) return { authMode: 'implicit' as const }
  const kind = documentKindOf(role)
  return {
    ...(kind === null ? {} : { signatureQualifier: `jp_hpki_${kind}` as const }),
    ...(authInfo ? { auth: { mode: 'explicit' as const, expression: '', objects: [] } } : {}),
  }
}

function toNameMembers({ certificate, serialNumber, notBefore, notAfter }: SigningCredential) {
  const { issuer, subject } = parseCertificate(certificate)
  return {
    issuerDN: toRfc4514(issuer),
    subjectDN: toRfc4514(subject),
    serialNumber,
    validFrom: toTime(notBefore),
    validTo: toTime(notAfter),
  }
}

/** GeneralizedTime, `YYYYMMDDHHMMSSZ`. */
function toTime(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/\D/g, '')}Z`
}

function toBase64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64')
}
