import { hashToken } from '@/lib/keystore/token'
import type { FacilityContext } from '../facility-context'
import { type FrameRow, findSession } from '../launches/launch.store'
import { frameSessionError } from './frame-session.errors'

/**
 * The frame session behind a bearer.
 * @throws AppError `frame_session.expired` for an unknown or ended one, none, or one whose staff member, terminal, EMR or
 * facility is no longer live
 */
export async function authenticateFrame(
  context: Pick<FacilityContext, 'db'>,
  bearer: string | null,
): Promise<FrameRow> {
  const session = bearer === null ? null : await findSession(context.db, hashToken(bearer))
  if (session === null) throw frameSessionError('frame_session.expired')
  return session
}
