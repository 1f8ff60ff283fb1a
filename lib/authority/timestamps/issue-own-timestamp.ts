import type { AppError } from '@/lib/kernel/app-error'
import { serviceError } from '@/lib/kernel/service.errors'
import { matchesKeyBinding } from '@/lib/keystore/key-binding'
import { KeystoreInDoubt, KeystoreRefused } from '@/lib/keystore/keystore-error'
import { parseCertificate } from '@/lib/pki/certificate'
import { issueTimestamp, type TimestampAnswer } from '@/lib/pki/timestamp/issue-timestamp'
import type { TimestampRequest } from '@/lib/pki/timestamp/timestamp-request'
import { signerOf } from '../certificate-authorities/certificate-authority-signer'
import { newSerialNumber } from '../certificate-authorities/new-serial-number'
import type { CredentialContext } from '../credential-context'
import { listIssuerCertificates } from '../signatures/credential/signing-credential.store'
import { signatureError } from '../signatures/signature.errors'
import { keyOwnerOf } from '../signing-keys/key-owner'
import { ensureTimestampAuthority } from './ensure-timestamp-authority'
import { developmentTsaPolicy, type TimestampAuthority } from './timestamp-authority'

const accuracySeconds = 1

/**
 * Stamps by the development authority. Its serial numbers are random (126 bits) and its time is this process's clock, which is all
 * that a test needs and less than a real authority owes.
 * @throws AppError `service.unavailable` when there is no such authority, or its keystore does not sign
 */
export async function issueOwnTimestamp(
  context: CredentialContext,
  request: TimestampRequest,
): Promise<TimestampAnswer> {
  try {
    const authority = await ensureTimestampAuthority(context)
    if (authority === null) throw unavailable('no test hierarchy')
    return await stamp(context, authority, request)
  } catch (error) {
    if (error instanceof KeystoreRefused || error instanceof KeystoreInDoubt) throw unavailable(error.message, error)
    throw error
  }
}

async function stamp(
  { db, keyring, signingKeystore }: CredentialContext,
  { id, key, bindingMac, certificate, certificateAuthorityId }: TimestampAuthority,
  request: TimestampRequest,
): Promise<TimestampAnswer> {
  if (!matchesKeyBinding(keyring, { ...key, ...keyOwnerOf(id) }, bindingMac)) {
    throw signatureError('signature.record_altered', { detail: `key of ${id}` })
  }
  const above = await listIssuerCertificates(db, certificateAuthorityId)
  const tsa = {
    certificate: parseCertificate(certificate),
    // A verifier has the root already, or would not trust this one.
    chain: above.slice(0, -1),
    policy: developmentTsaPolicy,
    serialNumber: newSerialNumber(),
    genTime: new Date(),
    accuracySeconds,
  }
  return issueTimestamp(request, tsa, signerOf(signingKeystore, key))
}

function unavailable(detail: string, cause?: unknown): AppError {
  return serviceError('service.unavailable', { detail: `time-stamps: ${detail}`, retryAfterSeconds: 10, cause })
}
