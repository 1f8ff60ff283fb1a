import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { deviceAuthorizationError } from './device-authorization.errors'
import { cancelIfOpen, findSnapshotOfClient } from './device-authorization.store'
import { releaseUnprovenStart } from './start-limits'

/**
 * Ends a device authorization on behalf of the client that started it. Ending one that was answered or has ended is no error.
 * @throws AppError `device_authorization.unknown` for another client's as for none
 */
export async function cancelDeviceAuthorization(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  key: { id: string; facilityClientId: string },
  origin: RequestOrigin,
): Promise<void> {
  const isCancelled = await context.db.transaction(async (tx) => {
    if (!(await cancelIfOpen(tx, key))) return false
    await releaseUnprovenStart(tx, key.id)
    await notify(tx, 'authority_device_authorization', key.id)
    await recordEvent(tx, context.keyring, {
      action: 'device_authorization.cancel',
      outcome: 'success',
      actor: key.facilityClientId,
      subject: key.id,
      origin,
      reason: 'client',
    })
    return true
  })
  if (isCancelled) return
  const snapshot = await findSnapshotOfClient(context.db, key)
  if (snapshot === null) throw deviceAuthorizationError('device_authorization.unknown')
}
