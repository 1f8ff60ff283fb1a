import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { lockAuditLog, recordEvent } from '../record-event'
import { showIfStarted } from './device-authorization.store'

/**
 * The client that started a device authorization follows it for the first time, by stream or by poll: its code is on a screen
 * now and may be claimed. `false`, without effect, at any other time. No notification is sent: an open stream has done this
 * itself, or has read the state after it was done.
 */
export async function showDeviceAuthorization(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  key: { id: string; facilityClientId: string },
  origin: RequestOrigin,
): Promise<boolean> {
  return context.db.transaction(async (tx) => {
    const [isShown] = await Promise.all([showIfStarted(tx, key), lockAuditLog(tx)])
    if (!isShown) return false
    await recordEvent(tx, context.keyring, {
      action: 'device_authorization.show',
      outcome: 'success',
      actor: key.facilityClientId,
      subject: key.id,
      origin,
    })
    return true
  })
}
