import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import { readBrowser } from '../shell/browser/read-browser'
import { reloadOnNewFragment, takeFragment } from '../shell/browser/take-fragment'
import { createPhoneApi } from '../shell/phone-api'
import type { ShellTexts } from '../shell/shell-texts'
import { claimApi } from './claim-api'
import { findStart } from './find-start'
import { createActions } from './sign-in-actions'
import { nextSignIn } from './sign-in-state'
import { useClaimWatch } from './use-claim-watch'

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

  const actions = useMemo(() => createActions(api, dispatch), [api])
  useClaimWatch(state, { api, dispatch, answers: actions.answers })
  return { state, api, begin, ...actions }
}

export type SignInPage = ReturnType<typeof useSignIn>
