import { useEffect } from 'react'
import { abortCeremony } from '../shell/browser/ceremony'
import type { ClaimApi } from './claim-api'
import { type AnswerCount, endedBy } from './sign-in-actions'
import { isPassing, type SignInEvent, type SignInState } from './sign-in-state'

/** How often the authority is asked: the EMR screen may end the sign-in, and the phone must not go on counting. */
const watchMs = 4_000

type Watch = { api: Pick<ClaimApi, 'resume'>; dispatch: (event: SignInEvent) => void; answers: AnswerCount }

/**
 * Follows the claim while the page waits for its owner, also behind the sheet of the biometrics: by time while the page is seen, and
 * at once when it is seen again, because the timers of a phone that was put away do not run.
 */
export function useClaimWatch({ view }: SignInState, { api, dispatch, answers }: Watch): void {
  const isOpen = view === 'number' || view === 'confirming' || view === 'ready'
  useEffect(() => {
    if (!isOpen) return
    const look = () => {
      if (document.visibilityState === 'visible') lookAfterClaim({ api, dispatch, answers })
    }
    const timer = setInterval(look, watchMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [isOpen, api, dispatch, answers])
}

/** One look. It says nothing while an answer of this page is on its way: that one decides, and a look could overtake it. */
export async function lookAfterClaim({ api, dispatch, answers }: Watch): Promise<void> {
  if (answers.pending > 0) return
  const { sent } = answers
  const answer = await api.resume()
  if (answers.sent !== sent) return
  if (answer.ok) return dispatch({ type: 'claim_received', claim: answer.value })
  if (isPassing(answer.problem)) return
  abortCeremony()
  const { lost } = answers
  if (lost !== null && answer.problem.code === endedBy[lost])
    return dispatch({ type: lost === 'not_me' ? 'denied' : 'cancelled' })
  dispatch({ type: 'answer_refused', problem: answer.problem })
}
