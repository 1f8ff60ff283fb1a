import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import type { FrameRow } from '../launches/launch.store'
import { cancelAtAuthority, endSignIn } from './end-sign-in'
import { signInError } from './sign-in.errors'
import { isOfFrame } from './sign-in.store'

/**
 * The frame gives up a sign-in of its staff member and terminal; one that has ended, or whose token is on its way, stays as it is.
 * @throws AppError `sign_in.unknown`
 */
export async function cancelSignIn(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  frame: Pick<FrameRow, 'launchId' | 'staffKey' | 'terminalKey'>,
  signInId: string,
  origin: RequestOrigin,
): Promise<void> {
  if (!(await isOfFrame(context.db, signInId, frame))) throw signInError('sign_in.unknown')
  const reason = 'device_authorization.cancelled'
  const { staffKey, launchId: actor } = frame
  const ended = await endSignIn(context, { signInId, staffKey, state: 'cancelled', reason, actor }, origin)
  if (ended !== null) await cancelAtAuthority(context, ended)
}
