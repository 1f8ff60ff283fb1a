import { cache } from 'react'
import { findLiveSession, sessionOrSignIn } from '@/app/_console/find-live-session'
import { processContexts } from '@/lib/api/process-api'
import {
  getLiveConsoleSession,
  type LiveConsoleSession,
} from '@/lib/facility/console-accounts/get-live-console-session'

/** Whose session this page is asked for with; layout and page of one rendering ask the database once. */
export const findFacilitySession = cache(() =>
  findLiveSession('facility', (id) => getLiveConsoleSession(processContexts().facility, id)),
)

/** The session of the staff member, or the way to the sign-in page. */
export async function requireFacilitySession(): Promise<LiveConsoleSession> {
  return sessionOrSignIn(await findFacilitySession(), '/admin/sign-in')
}
