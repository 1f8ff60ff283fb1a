import { createHash } from 'node:crypto'
import type { Transaction } from '@/lib/db/database'
import type { AppError } from '@/lib/kernel/app-error'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { type Certificate, parseCertificate } from '@/lib/pki/certificate'
import { toRfc4514 } from '@/lib/pki/name'
import { readPemCertificates } from '@/lib/pki/pem'
import { PkiError } from '@/lib/pki/pki-error'
import type { CredentialContext } from '../../credential-context'
import { recordEvent, recordingRefusals } from '../../record-event'
import { certificateAuthorityError } from '../certificate-authority.errors'
import { findTakenName, insertCertificateAuthority, lockCertificateAuthorities } from '../certificate-authority.store'
import { type CertificateAuthorityRequest, requireKeyOfRequest } from '../certificate-authority-request'
import {
  completeCertificateAuthorityRequest,
  findCertificateAuthorityRequest,
} from '../certificate-authority-request.store'
import { signerOf } from '../certificate-authority-signer'
import { tryRefreshCrl } from '../crls/try-refresh-crl'
import { findTakenSubject } from '../find-taken-subject'
import { namesAbove, requireCertificateAuthorityName } from '../names/authority-name'
import { judgeIssuedCertificateAuthority } from './judge-issued-certificate-authority'
import { judgeTrialCertificate } from './judge-trial-certificate'

/** The certificate, its issuer, …, the root. */
export type InstalledCertificateAuthority = {
  id: string
  name: string
  path: readonly Certificate[]
  isPublished: boolean
}

/** Certificates below an anchor and the anchor itself: no path is longer. */
const mostCertificates = 9

/**
 * Installs the certificate of a requested authority: from then on second certificates are issued from it and its CRL is published. The
 * PEM text holds it first, then all certificates above it up to the self-signed root. Everything is judged before anything is stored.
 * @throws AppError `certificate_authority.certificate_refused` with every finding, `.unknown`, `.installed`, `.name_taken`,
 *   `.test_hierarchy`, `signature.record_altered`; each audited. KeystoreRefused, KeystoreInDoubt
 */
export async function installCertificateAuthority(
  context: CredentialContext,
  input: { name: string; pem: string; actor?: string },
  origin: RequestOrigin,
): Promise<InstalledCertificateAuthority> {
  const { db, settings } = context
  const name = requireCertificateAuthorityName(input.name)
  const request = await findCertificateAuthorityRequest(db, name)
  const event = { action: 'certificate_authority.install', actor: input.actor ?? 'system', origin } as const
  return recordingRefusals(context, { ...event, subject: request?.id ?? name, details: { name } }, async () => {
    if (settings.testHierarchy) throw certificateAuthorityError('certificate_authority.test_hierarchy')
    if (request === null) throw certificateAuthorityError('certificate_authority.unknown')
    if (request.installedAt !== null) throw certificateAuthorityError('certificate_authority.installed')
    const path = await judge(context, request, readCertificates(input.pem))
    await store(context, request, path, event)
    return { id: request.id, name, path, isPublished: await tryRefreshCrl(context, request.id) }
  })
}

function readCertificates(pem: string): Certificate[] {
  try {
    const certificates = readPemCertificates(pem).map(parseCertificate)
    if (certificates.length <= mostCertificates) return certificates
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    throw refused([error.message])
  }
  throw refused([`more than ${mostCertificates} certificates`])
}

async function judge(
  { keyring, settings, signingKeystore }: CredentialContext,
  request: CertificateAuthorityRequest,
  certificates: readonly Certificate[],
): Promise<Certificate[]> {
  const key = requireKeyOfRequest(keyring, request)
  const { publicKey } = key
  const { credentialPolicy: policy, credentialDays } = settings
  const at = new Date(Math.floor(Date.now() / 1000) * 1000)
  const wanted = { subject: request.subject, publicKey, policy, credentialDays, at }
  const { findings, above } = judgeIssuedCertificateAuthority(certificates, wanted)
  const [certificate] = certificates
  if (certificate === undefined || findings.length > 0) throw refused(findings)
  const crlUri = `${settings.authorityUrl}/crl/${request.name}.crl`
  const trial = { publicKey, policy, crlUri, at }
  const later = await judgeTrialCertificate({ certificate, above }, trial, signerOf(signingKeystore, key))
  if (later.length > 0) throw refused(later)
  return [certificate, ...above]
}

async function store(
  { db, keyring }: CredentialContext,
  request: CertificateAuthorityRequest,
  path: readonly Certificate[],
  event: { action: 'certificate_authority.install'; actor: string; origin: RequestOrigin },
): Promise<void> {
  const { id, name, key } = request
  await db.transaction(async (tx) => {
    await lockCertificateAuthorities(tx)
    const completed = await completeCertificateAuthorityRequest(tx, { id, keyId: key.id })
    if (!completed) throw certificateAuthorityError('certificate_authority.installed')
    const above = path.slice(1).map(({ subject }) => subject)
    const ours = await findTakenSubject(tx, above, { above: false })
    if (ours !== null) throw refused([`subject_of_authority (${toRfc4514(ours)})`])
    await insertPath(tx, request, path)
    const details = { name, ...summaryOf(path) }
    await recordEvent(tx, keyring, { ...event, subject: id, outcome: 'success', details })
  })
}

/** The root first: each row names the one above it. */
async function insertPath(
  tx: Transaction,
  { id, name, key }: CertificateAuthorityRequest,
  path: readonly Certificate[],
) {
  const names = [name, ...namesAbove(name, path.length - 1)]
  if ((await findTakenName(tx, names)) !== null) throw certificateAuthorityError('certificate_authority.name_taken')
  const rows = path.map(({ der }, place) => ({
    id: place === 0 ? id : newId('certificateAuthority'),
    name: names[place] ?? '',
    certificate: der,
    keyId: place === 0 ? key.id : null,
    isTest: false,
  }))
  let issuerId: string | null = null
  for (const row of rows.reverse()) {
    await insertCertificateAuthority(tx, { ...row, issuerId })
    issuerId = row.id
  }
}

function summaryOf(path: readonly Certificate[]) {
  const [certificate] = path
  const root = path.at(-1)
  if (certificate === undefined || root === undefined) return {}
  return {
    subject: toRfc4514(certificate.subject),
    issuer: toRfc4514(certificate.issuer),
    serial_number: certificate.serialNumber,
    not_after: certificate.notAfter.toISOString(),
    root_sha256: createHash('sha256').update(root.der).digest('hex'),
  }
}

/** Names in certificates are anybody's text: nothing of it moves a terminal's cursor. */
function refused(findings: readonly string[]): AppError {
  const detail = findings.join('; ').replace(/\p{C}/gu, '\uFFFD').slice(0, 1_000)
  return certificateAuthorityError('certificate_authority.certificate_refused', { detail })
}
