import { type CodeOf, outcomeOf, unansweredCodes } from '@/lib/browser/refusal-codes'
import { type BrowserFacts, detectObstacle } from '../shell/browser/detect-obstacle'
import { type PageVisibility, whenSeen } from '../shell/browser/when-seen'
import type { ClaimApi } from './claim-api'
import type { SignInEvent } from './sign-in-state'

/** Where the page is opened: the browser it can use, and whether it is on screen. */
export type SignInPlace = { api: Pick<ClaimApi, 'claim' | 'resume'>; browser: BrowserFacts; page: PageVisibility }

/** Claims a code that was just scanned, but only where a passkey can be used (Q4) and once the page is seen (Q3). */
export async function findStart(frame: string | null, { api, browser, page }: SignInPlace): Promise<SignInEvent> {
  if (frame === null) return resume(api)
  const obstacle = await detectObstacle(browser)
  if (obstacle) return { type: 'obstacle_found', obstacle }
  await whenSeen(page)
  const answer = await api.claim(frame)
  if (answer.ok) return { type: 'claim_received', claim: answer.value }
  // The same phone scanning twice is no other phone.
  const own = answer.problem.code === 'claim.taken' ? await api.resume() : null
  return own?.ok ? { type: 'claim_received', claim: own.value } : { type: 'unreachable', problem: answer.problem }
}

async function resume(api: Pick<ClaimApi, 'resume'>): Promise<SignInEvent> {
  const answer = await api.resume()
  if (answer.ok) return { type: 'claim_received', claim: answer.value }
  const { problem } = answer
  const isOurs = outcomeOf(problem.code, aboutOurs, false)
  return isOurs ? { type: 'unreachable', problem } : { type: 'nothing_found' }
}

/** Refusals that say something of a claim of this browser, or nothing at all; after any other one there is no claim here. */
const aboutOurs: Record<CodeOf<'network' | 'service' | 'device_authorization'> | 'claim.ended', true> = {
  ...unansweredCodes,
  'device_authorization.unknown': true,
  'device_authorization.expired': true,
  'device_authorization.denied': true,
  'device_authorization.cancelled': true,
  'claim.ended': true,
}
