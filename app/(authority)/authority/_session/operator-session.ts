import { cache } from 'react'
import { findLiveSession, sessionOrSignIn } from '@/app/_console/find-live-session'
import { processContexts } from '@/lib/api/process-api'
import { getLiveOperatorSession, type LiveOperatorSession } from '@/lib/authority/operators/get-live-operator-session'

/** Whose session this page is asked for with; layout and page of one rendering ask the database once. */
export const findOperatorSession = cache(() =>
  findLiveSession('authority', (id) => getLiveOperatorSession(processContexts().authority, id)),
)

/** The session of the operator, or the way to the sign-in page. */
export async function requireOperatorSession(): Promise<LiveOperatorSession> {
  return sessionOrSignIn(await findOperatorSession(), '/authority/sign-in')
}
