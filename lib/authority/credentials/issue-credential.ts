import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { lockLiveCertificateAuthority } from '../certificate-authorities/certificate-authority.store'
import type { CredentialContext } from '../credential-context'
import { holderError } from '../holders/holder.errors'
import { getLiveHolder, lockLiveHolder } from '../holders/holder.store'
import { recordEvent } from '../record-event'
import { claimKey } from '../signing-keys/claim-key'
import type { Credential } from './credential'
import { credentialError } from './credential.errors'
import { findCredential, findLiveCredential, insertOnlyCredential } from './credential.store'
import { makeCertificate } from './make-certificate'
import { withHolderLease } from './with-holder-lease'

/**
 * Issues a holder's second certificate with a key of its own. A holder has one that is not revoked, even expired: that one is
 * renewed.
 * @throws AppError `holder.disabled` (unknown holders too), `credential.exists`, `credential.in_progress`,
 *   `credential.no_authority`, `credential.keystore_refused`
 */
export async function issueCredential(
  context: CredentialContext,
  { holderId, actor = 'system' }: { holderId: string; actor?: string },
  origin: RequestOrigin,
): Promise<Credential> {
  const { db, keyring } = context
  const holder = await getLiveHolder(db, holderId)
  if (holder === null) throw holderError('holder.disabled')
  return withHolderLease(context, holderId, async () => {
    if ((await findLiveCredential(db, holderId)) !== null) throw credentialError('credential.exists')
    const id = newId('credential')
    const key = await claimKey(context, { credentialId: id, holderId })
    const made = await makeCertificate(context, holder, key)
    await db.transaction(async (tx) => {
      if ((await lockLiveHolder(tx, holderId)) === null) throw holderError('holder.disabled')
      if (!(await lockLiveCertificateAuthority(tx, made.certificateAuthorityId)))
        throw credentialError('credential.no_authority')
      if (!(await insertOnlyCredential(tx, { ...made, id, replacesId: null })))
        throw credentialError('credential.exists')
      const { role, serialNumber, notAfter } = made
      const details = { holder_id: holderId, role, serial_number: serialNumber, not_after: notAfter.toISOString() }
      const event = { action: 'credential.issue', outcome: 'success', actor, subject: id, origin, details } as const
      await recordEvent(tx, keyring, event)
    })
    return getIssued(context, id)
  })
}

/** The credential just stored. */
export async function getIssued({ db }: Pick<CredentialContext, 'db'>, id: string): Promise<Credential> {
  const credential = await findCredential(db, id)
  if (credential === null) throw credentialError('credential.unknown')
  return credential
}
