import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { deviceAuthorizationError } from './device-authorization.errors'
import { extendIfUnclaimed, findSnapshotOfClient } from './device-authorization.store'

/**
 * Extends the time to read a code by as much again, once, for the client that started it (Q12, AT-65). One that was extended before, is
 * claimed or has ended stays as it is; that is no error. Returns the seconds that are left.
 * @throws AppError `device_authorization.unknown` for another client's as for none
 */
export async function extendDeviceAuthorization(
  context: Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>,
  key: { id: string; facilityClientId: string },
  origin: RequestOrigin,
): Promise<{ secondsLeft: number }> {
  const extended = await context.db.transaction(async (tx) => {
    const row = await extendIfUnclaimed(tx, { ...key, claimSeconds: context.settings.claimSeconds })
    if (row === null) return null
    await notify(tx, 'authority_device_authorization', key.id)
    await recordEvent(tx, context.keyring, {
      action: 'device_authorization.extend',
      outcome: 'success',
      actor: key.facilityClientId,
      subject: key.id,
      origin,
    })
    return row
  })
  if (extended !== null) return extended
  const snapshot = await findSnapshotOfClient(context.db, key)
  if (snapshot === null) throw deviceAuthorizationError('device_authorization.unknown')
  return snapshot
}
