import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { openAuthorityCredentials } from '../facilities/authority-key'
import type { FacilityContext } from '../facility-context'
import type { FrameRow } from '../launches/launch.store'
import { lockForChange, touchStaff } from '../staff/staff.store'
import { extendIfShown, reserveExtension } from './extension.store'
import { signInError } from './sign-in.errors'
import { isOfFrame } from './sign-in.store'

type Frame = Pick<FrameRow, 'facilityId' | 'launchId' | 'staffKey' | 'terminalKey'>

/**
 * Extends the time to read the code of a frame's sign-in, once (Q12, AT-65). It is noted before the authority is asked: one whose call
 * fails keeps its time and cannot be extended again. One that is claimed, was extended before or has ended stays as it is.
 * @throws AppError `sign_in.unknown`, `authority.unavailable`, `authority.client_refused`
 */
export async function extendSignIn(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  frame: Frame,
  signInId: string,
  origin: RequestOrigin,
): Promise<void> {
  const { facilityId, staffKey, terminalKey: terminal, launchId: actor } = frame
  if (!(await isOfFrame(context.db, signInId, frame))) throw signInError('sign_in.unknown')
  const reserved = await context.db.transaction(async (tx) => {
    await lockForChange(tx, staffKey)
    const row = await reserveExtension(tx, signInId)
    if (row !== null) await touchStaff(tx, staffKey)
    return row
  })
  if (reserved === null) return
  const credentials = await openAuthorityCredentials(context, facilityId)
  const { secondsLeft } = await context.authority.extendDeviceAuthorization(credentials, reserved.deviceAuthorizationId)
  await context.db.transaction(async (tx) => {
    await lockForChange(tx, staffKey)
    if (!(await extendIfShown(tx, { signInId, secondsLeft }))) return
    await touchStaff(tx, staffKey)
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'sign_in.extend',
      outcome: 'success',
      actor,
      subject: signInId,
      origin,
      details: { staff: staffKey, terminal },
    })
  })
}
