import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { FacilityContext } from '../facility-context'
import { findRemoteSigner, type RemoteSigner } from '../signing/remote/find-remote-signer'
import { signingError } from '../signing/signing.errors'
import { compatError } from './compat.errors'
import { type CompatAccess, type CompatCall, handleSeconds } from './compat-access'
import { findStaffCode } from './compat-access.store'
import { insertHandle } from './compat-handle.store'

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'authority'>

/**
 * Gives a caller of /compat a handle for the sign-in of the person it names: an opaque value of ours (256 bits, 10 minutes), never
 * the authority's token. Only a sign-in that serves at every terminal counts, because the request names no terminal.
 * @throws AppError `compat.not_authenticated` for an unknown name as for one who is not signed in
 */
export async function issueCompatHandle(
  context: Context,
  { access, secondarycertId }: { access: CompatCall; secondarycertId: string },
  origin: RequestOrigin,
): Promise<{ handle: string }> {
  const signer = await findSignerByName(context, access, secondarycertId, origin)
  const handle = newToken()
  const { facilityId, actor } = access
  const { staffKey, vaultTokenId } = signer
  await context.db.transaction(async (tx) => {
    await insertHandle(tx, {
      tokenHash: hashToken(handle),
      facilityId,
      staffKey,
      vaultTokenId,
      lifeSeconds: handleSeconds,
    })
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'compat_handle.issue',
      outcome: 'success',
      actor,
      subject: staffKey,
      origin,
      details: { token: vaultTokenId, authentication: access.authentication },
    })
  })
  return { handle }
}

async function findSignerByName(
  context: Context,
  { facilityId }: CompatAccess,
  secondarycertId: string,
  origin: RequestOrigin,
): Promise<RemoteSigner> {
  const staffCode = await findStaffCode(context.db, facilityId, secondarycertId)
  if (staffCode === null) throw compatError('compat.not_authenticated')
  const query = { facilityId, staffCode, terminalCode: null }
  return findRemoteSigner(context, query, origin).catch((error: unknown) => {
    if (!signingError.is(error, 'signing.authentication_required')) throw error
    throw compatError('compat.not_authenticated', { waysOn: error.waysOn })
  })
}
