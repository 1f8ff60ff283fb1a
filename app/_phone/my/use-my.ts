import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import type { Problem } from '@/lib/browser/api-client'
import { type CeremonyOptions, signWithPasskey } from '../shell/browser/ceremony'
import { detectObstacle } from '../shell/browser/detect-obstacle'
import { forgetPasskey } from '../shell/browser/forget-passkey'
import { readBrowser } from '../shell/browser/read-browser'
import { createPhoneApi } from '../shell/phone-api'
import type { ShellTexts } from '../shell/shell-texts'
import { type MyApi, myApi } from './my-api'
import { type MyAction, type MyEvent, nextMy } from './my-state'

/** The own page's state and what its buttons do. */
export function useMy(texts: ShellTexts) {
  const [state, dispatch] = useReducer(nextMy, { view: 'checking' })
  const api = useMemo(() => myApi(createPhoneApi(texts)), [texts])
  const hasBegun = useRef(false)

  const begin = useCallback(async () => {
    dispatch({ type: 'check_repeated' })
    const obstacle = await detectObstacle(readBrowser())
    dispatch(obstacle ? { type: 'obstacle_found', obstacle } : await read(api))
  }, [api])

  useEffect(() => {
    if (hasBegun.current) return
    hasBegun.current = true
    begin()
  }, [begin])

  const actions = useMemo(() => createActions(api, dispatch), [api])
  return { state, api, begin, ...actions }
}

export type MyScreenPage = ReturnType<typeof useMy>

type Dispatch = (event: MyEvent) => void

async function read(api: MyApi): Promise<MyEvent> {
  const answer = await api.read()
  return answer.ok ? { type: 'page_read', page: answer.value } : { type: 'read_refused', problem: answer.problem }
}

function createActions(api: MyApi, dispatch: Dispatch) {
  return {
    refuseSignIn: (problem: Problem) => dispatch({ type: 'sign_in_refused', problem }),
    ask: (action: MyAction) => dispatch({ type: 'asked', action }),
    withdraw: () => dispatch({ type: 'withdrawn' }),
    refresh: async () => dispatch(await read(api)),
    async signIn(options: CeremonyOptions): Promise<boolean> {
      dispatch({ type: 'ceremony_started' })
      const ceremony = await signWithPasskey(options)
      if (!ceremony.ok) {
        dispatch({ type: 'ceremony_failed', failure: ceremony.failure })
        return false
      }
      const answer = await api.signIn(ceremony.response)
      if (!answer.ok) {
        if (answer.problem.code === 'phone.removed') forgetPasskey(options, ceremony.response.id)
        dispatch({ type: 'sign_in_refused', problem: answer.problem })
        return false
      }
      dispatch({ type: 'page_read', page: answer.value })
      return true
    },
    async signOut(): Promise<void> {
      const answer = await api.signOut()
      dispatch(answer.ok ? { type: 'signed_out' } : { type: 'action_refused', problem: answer.problem })
    },
    async carryOut(action: MyAction): Promise<void> {
      dispatch({ type: 'action_sent', action })
      const answer = await send(api, action)
      dispatch(answer.ok ? { type: 'action_done', action } : { type: 'action_refused', problem: answer.problem })
      dispatch(await read(api))
    },
  }
}

function send(api: MyApi, action: MyAction) {
  switch (action.kind) {
    case 'end_token':
      return api.endToken(action.id)
    case 'end_all_tokens':
      return api.endAllTokens()
    case 'remove_phone':
      return api.removePhone(action.id)
    case 'report_loss':
      return api.reportLoss({ phone_id: action.id })
  }
}
