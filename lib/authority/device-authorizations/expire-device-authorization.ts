import { notify } from '@/lib/db/notifications'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { expireIfOver } from './device-authorization.store'
import { releaseUnprovenStart } from './start-limits'

/**
 * Records the end of a device authorization whose time is over; the first reader that notices calls it. It decides nothing: every read and
 * write judges the time itself (AT-03).
 */
export async function expireDeviceAuthorization(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  deviceAuthorizationId: string,
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (!(await expireIfOver(tx, deviceAuthorizationId))) return
    await releaseUnprovenStart(tx, deviceAuthorizationId)
    await notify(tx, 'authority_device_authorization', deviceAuthorizationId)
    await recordEvent(tx, context.keyring, {
      action: 'device_authorization.expire',
      outcome: 'success',
      actor: 'system',
      subject: deviceAuthorizationId,
      origin,
    })
  })
}
