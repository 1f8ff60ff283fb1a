import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { showIfStarted } from './device-authorization.store'

/**
 * The client that started a device authorization follows it for the first time, by stream or by poll: its code is on a screen
 * now and may be claimed. Without effect at any other time.
 */
export async function showDeviceAuthorization(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  key: { id: string; facilityClientId: string },
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (!(await showIfStarted(tx, key))) return
    await notify(tx, 'authority_device_authorization', key.id)
    await recordEvent(tx, context.keyring, {
      action: 'device_authorization.show',
      outcome: 'success',
      actor: key.facilityClientId,
      subject: key.id,
      origin,
    })
  })
}
