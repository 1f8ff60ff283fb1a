import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import {
  isTestCertificateAuthority,
  lockLiveCertificateAuthority,
} from '../certificate-authorities/certificate-authority.store'
import { wantCrl } from '../certificate-authorities/crls/crl.store'
import { tryRefreshCrl } from '../certificate-authorities/crls/try-refresh-crl'
import type { CredentialContext } from '../credential-context'
import { holderError } from '../holders/holder.errors'
import { getLiveHolder, lockLiveHolder } from '../holders/holder.store'
import { recordEvent } from '../record-event'
import { claimKey } from '../signing-keys/claim-key'
import { destroyKey } from '../signing-keys/signing-key.store'
import type { Credential } from './credential'
import { credentialError } from './credential.errors'
import { findLiveCredential, insertOnlyCredential, revokeIfLive } from './credential.store'
import { getIssued } from './issue-credential'
import { makeCertificate } from './make-certificate'
import { withHolderLease } from './with-holder-lease'

/**
 * Replaces a holder's active certificate by one with a new key. In the moment the new one is there, the old one is revoked as
 * superseded and its key destroyed; what the old one signed stays valid.
 * @throws AppError `holder.disabled`, `credential.none`, `credential.not_active` (a suspended one is resumed or revoked first),
 *   `credential.in_progress`, `credential.no_authority`, `credential.keystore_refused`
 */
export async function renewCredential(
  context: CredentialContext,
  { holderId, actor = 'system' }: { holderId: string; actor?: string },
  origin: RequestOrigin,
): Promise<Credential> {
  const { db, keyring } = context
  const holder = await getLiveHolder(db, holderId)
  if (holder === null) throw holderError('holder.disabled')
  return withHolderLease(context, holderId, async () => {
    const old = await findLiveCredential(db, holderId)
    if (old === null) throw credentialError('credential.none')
    if (old.state !== 'active') throw credentialError('credential.not_active')
    if (context.settings.testHierarchy && !(await isTestCertificateAuthority(db, old.certificateAuthorityId))) {
      throw credentialError('credential.no_authority', { detail: 'a real certificate, and only the TEST hierarchy' })
    }
    const id = newId('credential')
    const key = await claimKey(context, { credentialId: id, holderId })
    const made = await makeCertificate(context, holder, key)
    await db.transaction(async (tx) => {
      if ((await lockLiveHolder(tx, holderId)) === null) throw holderError('holder.disabled')
      if ((await revokeIfLive(tx, old.id, 'superseded')) === null) throw credentialError('credential.revoked')
      await destroyKey(tx, old.keyId)
      if (!(await lockLiveCertificateAuthority(tx, made.certificateAuthorityId)))
        throw credentialError('credential.no_authority')
      if (!(await insertOnlyCredential(tx, { ...made, id, replacesId: old.id })))
        throw credentialError('credential.exists')
      await wantCrl(tx, old.certificateAuthorityId)
      const { role, serialNumber, notAfter } = made
      const common = { outcome: 'success', actor, origin } as const
      const details = { holder_id: holderId, reason: 'superseded', replaced_by: id }
      await recordEvent(tx, keyring, { ...common, action: 'credential.revoke', subject: old.id, details })
      const issued = { holder_id: holderId, role, serial_number: serialNumber, not_after: notAfter.toISOString() }
      const renewed = { ...issued, replaces: old.id }
      await recordEvent(tx, keyring, { ...common, action: 'credential.renew', subject: id, details: renewed })
    })
    await tryRefreshCrl(context, old.certificateAuthorityId)
    return getIssued(context, id)
  })
}
