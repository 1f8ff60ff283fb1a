import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { FacilityContext } from '../facility-context'
import { followSignIn } from '../sign-ins/follow-sign-in'
import { checkInBackground, statusCheckSeconds } from '../token-vault/check-vault-token'
import { frameSessionError } from './frame-session.errors'
import { type FrameView, findFrameView } from './frame-view.store'

const followedStates = new Set<string>(['shown', 'claimed', 'redeeming'])

/**
 * What a frame shows now. The process that serves a frame also follows its sign-in, so that one whose first process died goes on, and
 * asks the authority about a token that was not checked for a minute.
 * @throws AppError `frame_session.expired`
 */
export async function readFrame(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  bearer: string | null,
  origin: RequestOrigin,
): Promise<FrameView> {
  const view = bearer === null ? null : await findFrameView(context.db, hashToken(bearer))
  if (view === null) throw frameSessionError('frame_session.expired')
  const { signIn, status } = view
  if (signIn !== null && followedStates.has(signIn.state)) followSignIn(context, signIn.id, origin)
  if (status.tokenId !== null && status.checkDue === true) {
    checkInBackground(context, status.tokenId, statusCheckSeconds, origin)
  }
  return view
}
