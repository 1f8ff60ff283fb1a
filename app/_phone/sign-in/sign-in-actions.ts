import type { Answer, Problem } from '@/lib/browser/api-client'
import { outcomeOf, type RefusalCode } from '@/lib/browser/refusal-codes'
import type { DenialReason } from '@/lib/vocabulary/denial-reason'
import { abortCeremony, type CeremonyOptions, isTapFresh, signWithPasskey } from '../shell/browser/ceremony'
import { forgetPasskey } from '../shell/browser/forget-passkey'
import type { Claim, ClaimApi } from './claim-api'
import { isPassing, type Setback, type SignInEvent } from './sign-in-state'

/**
 * Answers of this page to the authority: how many were sent, how many are on their way, and the end that was sent and whose own
 * answer did not come: it may have arrived.
 */
export type AnswerCount = { sent: number; pending: number; lost: DenialReason | null }

/** Codes after which a number may have been taken although its answer was lost. */
const mayHaveArrived: Partial<Record<RefusalCode, true>> = { 'network.failed': true, 'claim.out_of_order': true }

/** What the buttons of the sign-in page do. */
export function createActions(api: ClaimApi, dispatch: (event: SignInEvent) => void) {
  const answers: AnswerCount = { sent: 0, pending: 0, lost: null }
  const send = async <Value>(request: () => Promise<Answer<Value>>): Promise<Answer<Value>> => {
    answers.sent += 1
    answers.pending += 1
    return request().finally(() => {
      answers.pending -= 1
    })
  }
  const refuse = (problem: Problem) => dispatch({ type: 'answer_refused', problem })
  const sendAssertion = async (options: CeremonyOptions, response: { id: string }): Promise<boolean> => {
    const answer = await send(() => api.approve(response))
    if (answer.ok) {
      dispatch({ type: 'approved', approval: answer.value })
      return true
    }
    if (answer.problem.code === 'phone.removed') forgetPasskey(options, response.id)
    refuse(answer.problem)
    return !isPassing(answer.problem)
  }
  /** The biometrics by the tap of the last digit. A browser that wants a tap of its own gets a button for it (P4). */
  const confirmAtOnce = async (claim: Claim): Promise<void> => {
    dispatch({ type: 'claim_received', claim })
    if (claim.options === null || !isTapFresh()) return dispatch({ type: 'tap_wanted' })
    dispatch({ type: 'ceremony_started' })
    const ceremony = await signWithPasskey(claim.options)
    if (ceremony.ok) await sendAssertion(claim.options, ceremony.response)
    else if (ceremony.failure === 'blocked') dispatch({ type: 'tap_wanted' })
    else dispatch({ type: 'ceremony_failed', failure: ceremony.failure })
  }
  return {
    answers,
    refuse,
    changeDigits: (digits: string) => dispatch({ type: 'digits_changed', digits }),
    doubt: () => dispatch({ type: 'doubted' }),
    /** An answer on its way decides, and after it the watch: it may have been in time. The sheet ends with the time. */
    runOut: () => {
      if (answers.pending > 0) return
      abortCeremony()
      dispatch({ type: 'time_ran_out' })
    },
    finish: () => dispatch({ type: 'finished' }),
    async sendNumber(number: string): Promise<void> {
      dispatch({ type: 'answer_sent' })
      const answer = await send(() => api.sendNumber(number))
      if (answer.ok) return confirmAtOnce(answer.value)
      // The number may have arrived although its answer did not; it may be given once only.
      const now = outcomeOf(answer.problem.code, mayHaveArrived, false) ? await api.resume() : null
      if (now?.ok && now.value.number_matched) dispatch({ type: 'claim_received', claim: now.value })
      else refuse(answer.problem)
    },
    async approve(options: CeremonyOptions): Promise<boolean> {
      dispatch({ type: 'answer_sent' })
      const ceremony = await signWithPasskey(options)
      if (ceremony.ok) return sendAssertion(options, ceremony.response)
      dispatch({ type: 'ceremony_failed', failure: ceremony.failure })
      return false
    },
    ...endings(api, { dispatch, send, refuse, answers }),
  }
}

type Ways = {
  dispatch: (event: SignInEvent) => void
  send: <Value>(request: () => Promise<Answer<Value>>) => Promise<Answer<Value>>
  refuse: (problem: Problem) => void
  answers: AnswerCount
}

/** Refusals that say that an end of this page had arrived. */
export const endedBy = { not_me: 'claim.ended', cancelled: 'device_authorization.cancelled' } as const satisfies Record<
  DenialReason,
  RefusalCode
>

/** Denial, cancellation, and the end of every token of one's own. */
function endings(api: ClaimApi, { dispatch, send, refuse, answers }: Ways) {
  const end = async (reason: DenialReason): Promise<boolean> => {
    dispatch({ type: 'answer_sent' })
    const answer = await send(() => api.deny({ reason }))
    const hadArrived = answers.lost === reason && !answer.ok && answer.problem.code === endedBy[reason]
    answers.lost = !answer.ok && answer.problem.code === 'network.failed' ? reason : null
    if (!answer.ok && !hadArrived) refuse(answer.problem)
    return answer.ok || hadArrived
  }
  return {
    async deny(): Promise<void> {
      if (await end('not_me')) dispatch({ type: 'denied' })
    },
    async cancel(): Promise<void> {
      if (await end('cancelled')) dispatch({ type: 'cancelled' })
    },
    refuseEndAll: (problem: Problem) => dispatch({ type: 'end_all_failed', setback: { problem } }),
    async endAll(options: CeremonyOptions): Promise<boolean> {
      dispatch({ type: 'end_all_started' })
      const setback = await endAllTokens(options, api)
      dispatch(setback === null ? { type: 'end_all_done' } : { type: 'end_all_failed', setback })
      return setback === null
    },
  }
}

/** Ends every token of whose passkey answers, by the session of the own page that it opens; `null` when it is done (AT-36). */
async function endAllTokens(options: CeremonyOptions, api: ClaimApi): Promise<Setback | null> {
  const ceremony = await signWithPasskey(options)
  if (!ceremony.ok) return { failure: ceremony.failure }
  const opened = await api.openMyPage(ceremony.response)
  if (!opened.ok) return { problem: opened.problem }
  const ended = await api.endAllTokens()
  return ended.ok ? null : { problem: ended.problem }
}
