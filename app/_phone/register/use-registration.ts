import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import type { Problem } from '@/lib/browser/api-client'
import { type CodeOf, outcomeOf, unansweredCodes } from '@/lib/browser/refusal-codes'
import { type CeremonyOptions, makePasskey, signWithPasskey } from '../shell/browser/ceremony'
import { detectObstacle } from '../shell/browser/detect-obstacle'
import { thisDeviceName } from '../shell/browser/device-name'
import { readBrowser } from '../shell/browser/read-browser'
import { reloadOnNewFragment, takeFragment } from '../shell/browser/take-fragment'
import { createPhoneApi } from '../shell/phone-api'
import type { ShellTexts } from '../shell/shell-texts'
import { type CardTexts, closedCard, refusedPassword } from './closed-card'
import { type RegistrationApi, registrationApi } from './registration-api'
import { nextRegistration, type RegistrationEvent } from './registration-state'

/** The registration page's state and what its buttons do. */
export function useRegistration(texts: ShellTexts, cardTexts: CardTexts) {
  const [state, dispatch] = useReducer(nextRegistration, { view: 'checking' })
  const api = useMemo(() => registrationApi(createPhoneApi(texts)), [texts])
  const code = useRef<string | null | undefined>(undefined)
  const phoneName = useRef('')

  const begin = useCallback(async () => {
    dispatch({ type: 'check_repeated' })
    dispatch(await findStart(code.current ?? null, api, cardTexts))
  }, [api, cardTexts])

  useEffect(() => {
    if (code.current === undefined) {
      code.current = takeFragment()
      begin()
      thisDeviceName().then((name) => {
        phoneName.current = name
      })
    }
    return reloadOnNewFragment()
  }, [begin])

  const actions = useMemo(() => createActions(api, dispatch, phoneName, cardTexts), [api, cardTexts])
  /** The code of the card that was read, while this page lives; never in the address. */
  const readCode = useCallback(() => code.current ?? null, [])
  return { state, api, begin, readCode, ...actions }
}

export type RegistrationPage = ReturnType<typeof useRegistration>

type Dispatch = (event: RegistrationEvent) => void

/** Refusals after which the registration may be a step further than the page: the answer to what was sent was lost. */
const mayHaveMovedOn: Record<CodeOf<'network' | 'service' | 'registration'>, true> = {
  ...unansweredCodes,
  'registration.unknown': true,
  'registration.expired': true,
  'registration.done': true,
}

/** Refusals that are about the card itself and stay so. */
const aboutCard: Record<CodeOf<'notification_card'>, true> = {
  'notification_card.unknown': true,
  'notification_card.expired': true,
  'notification_card.locked': true,
  'notification_card.voided': true,
  'notification_card.consumed': true,
  'notification_card.wrong_password': true,
}

function createActions(api: RegistrationApi, dispatch: Dispatch, phoneName: { current: string }, cardTexts: CardTexts) {
  /** The answer to what was sent may have been lost on the way: where the registration has moved on, the page follows. */
  async function follow(problem: Problem, step: 'bind' | 'trial'): Promise<boolean> {
    if (outcomeOf(problem.code, mayHaveMovedOn, false)) {
      const now = await api.resume()
      if (now.ok && now.value.step !== step) {
        dispatch({ type: 'advanced', registration: now.value })
        return true
      }
    }
    dispatch({ type: 'answer_refused', problem })
    return false
  }
  return {
    start: () => dispatch({ type: 'started' }),
    denyPerson: () => dispatch({ type: 'person_denied' }),
    acceptSynced: () => dispatch({ type: 'synced_accepted' }),
    follow,
    /** The time of the registration is over by this page's count: the authority decides. */
    async runOut(): Promise<void> {
      const now = await api.resume()
      dispatch(
        now.ok ? { type: 'advanced', registration: now.value } : { type: 'answer_refused', problem: now.problem },
      )
    },
    refuse: (problem: Problem) => dispatch({ type: 'answer_refused', problem }),
    async sendPassword(code: string, password: string): Promise<void> {
      dispatch({ type: 'password_sent' })
      const answer = await api.start(code, password)
      if (answer.ok) dispatch({ type: 'advanced', registration: answer.value })
      else {
        dispatch(refusedPassword(answer.problem, cardTexts))
        if (answer.problem.code === 'network.failed') await countAgain(code, { api, dispatch, cardTexts })
      }
    },
    async bind(id: string, options: CeremonyOptions): Promise<boolean> {
      dispatch({ type: 'ceremony_started' })
      const ceremony = await makePasskey(options)
      if (!ceremony.ok) {
        dispatch({ type: 'ceremony_failed', failure: ceremony.failure })
        return ceremony.failure === 'already_registered'
      }
      const answer = await api.attest(id, ceremony.response, phoneName.current)
      if (!answer.ok) return follow(answer.problem, 'bind')
      dispatch({ type: 'advanced', registration: answer.value })
      return true
    },
    async tryOut(id: string, options: CeremonyOptions): Promise<boolean> {
      dispatch({ type: 'ceremony_started' })
      const ceremony = await signWithPasskey(options)
      if (!ceremony.ok) {
        dispatch({ type: 'ceremony_failed', failure: ceremony.failure })
        return false
      }
      const answer = await api.tryOut(id, ceremony.response)
      if (!answer.ok) return follow(answer.problem, 'trial')
      dispatch({ type: 'advanced', registration: answer.value })
      return true
    },
    proveExisting: (options: CeremonyOptions) => proveExisting(options, { api, dispatch }),
  }
}

async function proveExisting(options: CeremonyOptions, { api, dispatch }: Pick<Parts, 'api' | 'dispatch'>) {
  dispatch({ type: 'ceremony_started' })
  const ceremony = await signWithPasskey(options)
  if (!ceremony.ok) {
    dispatch({ type: 'ceremony_failed', failure: ceremony.failure })
    return false
  }
  const answer = await api.proveExisting(ceremony.response)
  dispatch(answer.ok ? { type: 'existing_proven' } : { type: 'answer_refused', problem: answer.problem })
  return answer.ok
}

type Parts = { api: RegistrationApi; dispatch: Dispatch; cardTexts: CardTexts }

/** A password without an answer may have been counted: the tries are read again, so that the page shows how many are left. */
async function countAgain(code: string, { api, dispatch, cardTexts }: Parts): Promise<void> {
  const now = await api.readCard(code)
  if (!now.ok) return
  const { state } = now.value
  dispatch(state === 'open' ? { type: 'tries_read', card: now.value } : closedCard(state, cardTexts))
}

/** Where the page begins: at a card just read, at a registration under way in this browser, or at an explanation. */
async function findStart(code: string | null, api: RegistrationApi, cardTexts: CardTexts): Promise<RegistrationEvent> {
  if (code === null) return (await resume(api)) ?? { type: 'nothing_found' }
  const obstacle = await detectObstacle(readBrowser())
  if (obstacle) return { type: 'obstacle_found', obstacle, code }
  const answer = await api.readCard(code)
  if (!answer.ok) {
    const { problem } = answer
    if (problem.code === 'request.malformed') return closedCard('unknown', cardTexts)
    const isLasting = outcomeOf(problem.code, aboutCard, false)
    return isLasting ? { type: 'closed', problem } : { type: 'unreachable', problem }
  }
  const card = answer.value
  if (card.state === 'open') return { type: 'card_read', code, card }
  const underWay = card.state === 'consumed' ? await resume(api) : null
  return underWay ?? closedCard(card.state, cardTexts)
}

async function resume(api: RegistrationApi): Promise<RegistrationEvent | null> {
  const answer = await api.resume()
  if (!answer.ok) {
    return outcomeOf(answer.problem.code, unansweredCodes, false)
      ? { type: 'unreachable', problem: answer.problem }
      : null
  }
  const obstacle = answer.value.step === 'done' ? null : await detectObstacle(readBrowser())
  return obstacle ? { type: 'obstacle_found', obstacle, code: null } : { type: 'advanced', registration: answer.value }
}
