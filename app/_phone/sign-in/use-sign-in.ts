import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import type { Problem } from '@/lib/browser/api-client'
import { outcomeOf, type RefusalCode } from '@/lib/browser/refusal-codes'
import { type CeremonyOptions, signWithPasskey } from '../shell/browser/ceremony'
import { forgetPasskey } from '../shell/browser/forget-passkey'
import { readBrowser } from '../shell/browser/read-browser'
import { reloadOnNewFragment, takeFragment } from '../shell/browser/take-fragment'
import { createPhoneApi } from '../shell/phone-api'
import type { ShellTexts } from '../shell/shell-texts'
import { type ClaimApi, claimApi } from './claim-api'
import { findStart } from './find-start'
import { isPassing, nextSignIn, type Setback, type SignInEvent } from './sign-in-state'

/** The sign-in page's state and what its buttons do. */
export function useSignIn(texts: ShellTexts) {
  const [state, dispatch] = useReducer(nextSignIn, { view: 'checking' })
  const api = useMemo(() => claimApi(createPhoneApi(texts)), [texts])
  const frame = useRef<string | null | undefined>(undefined)

  const begin = useCallback(async () => {
    dispatch({ type: 'check_repeated' })
    dispatch(await findStart(frame.current ?? null, { api, browser: readBrowser(), page: document }))
  }, [api])

  useEffect(() => {
    if (frame.current === undefined) {
      frame.current = takeFragment()
      begin()
    }
    return reloadOnNewFragment()
  }, [begin])

  const isOpen = state.view === 'context' || state.view === 'number' || (state.view === 'ready' && !state.working)
  useRefreshOnReturn(isOpen, api, dispatch)
  const actions = useMemo(() => createActions(api, dispatch), [api])
  return { state, api, begin, ...actions }
}

export type SignInPage = ReturnType<typeof useSignIn>

type Dispatch = (event: SignInEvent) => void

/** Codes after which a number may have been taken although its answer was lost. */
const mayHaveArrived: Partial<Record<RefusalCode, true>> = { 'network.failed': true, 'claim.out_of_order': true }

function createActions(api: ClaimApi, dispatch: Dispatch) {
  const refuse = (problem: Problem) => dispatch({ type: 'answer_refused', problem })
  let mayHaveDenied = false
  return {
    refuse,
    wantNumber: () => dispatch({ type: 'number_wanted' }),
    changeDigits: (digits: string) => dispatch({ type: 'digits_changed', digits }),
    runOut: () => dispatch({ type: 'time_ran_out' }),
    finish: () => dispatch({ type: 'finished' }),
    async sendNumber(number: string): Promise<void> {
      dispatch({ type: 'answer_sent' })
      const answer = await api.sendNumber(number)
      if (answer.ok) return dispatch({ type: 'claim_received', claim: answer.value })
      // The number may have arrived although its answer did not; it may be given once only.
      const now = outcomeOf(answer.problem.code, mayHaveArrived, false) ? await api.resume() : null
      if (now?.ok && now.value.number_matched) dispatch({ type: 'claim_received', claim: now.value })
      else refuse(answer.problem)
    },
    async approve(options: CeremonyOptions): Promise<boolean> {
      dispatch({ type: 'answer_sent' })
      const ceremony = await signWithPasskey(options)
      if (!ceremony.ok) {
        dispatch({ type: 'ceremony_failed', failure: ceremony.failure })
        return false
      }
      const answer = await api.approve(ceremony.response)
      if (answer.ok) {
        dispatch({ type: 'approved', approval: answer.value })
        return true
      }
      if (answer.problem.code === 'phone.removed') forgetPasskey(options, ceremony.response.id)
      refuse(answer.problem)
      return !isPassing(answer.problem)
    },
    async deny(): Promise<void> {
      dispatch({ type: 'answer_sent' })
      const answer = await api.deny({ reason: 'not_me' })
      // The denial may have arrived although its answer did not; then this sign-in has ended by it.
      const hadArrived = mayHaveDenied && !answer.ok && answer.problem.code === 'claim.ended'
      mayHaveDenied = !answer.ok && answer.problem.code === 'network.failed'
      if (answer.ok || hadArrived) dispatch({ type: 'denied' })
      else refuse(answer.problem)
    },
    async cancel(): Promise<void> {
      dispatch({ type: 'answer_sent' })
      const answer = await api.deny({ reason: 'cancelled' })
      if (answer.ok) dispatch({ type: 'cancelled' })
      else refuse(answer.problem)
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

/** Timers of a phone that was put away do not run, and the EMR screen may have ended the sign-in meanwhile. */
function useRefreshOnReturn(isOpen: boolean, api: ClaimApi, dispatch: Dispatch): void {
  useEffect(() => {
    if (!isOpen) return
    const refresh = async () => {
      if (document.visibilityState !== 'visible') return
      const answer = await api.resume()
      if (answer.ok) dispatch({ type: 'claim_received', claim: answer.value })
      else if (answer.problem.code !== 'network.failed') dispatch({ type: 'answer_refused', problem: answer.problem })
    }
    document.addEventListener('visibilitychange', refresh)
    return () => document.removeEventListener('visibilitychange', refresh)
  }, [isOpen, api, dispatch])
}
