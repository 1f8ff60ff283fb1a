import type { Problem } from '@/lib/browser/api-client'
import { outcomeOf, type RefusalCode, unansweredCodes } from '@/lib/browser/refusal-codes'
import type { CeremonyFailure } from '../shell/browser/ceremony'
import type { Obstacle } from '../shell/browser/detect-obstacle'
import type { MyPage } from './my-api'
import { endedBetween, type ShownToken } from './shown-tokens'

/** What a holder can have done to the own phones and tokens. */
export type MyAction = { kind: 'end_token' | 'remove_phone' | 'report_loss'; id: string } | { kind: 'end_all_tokens' }

export type Setback = { failure: CeremonyFailure } | { problem: Problem }

export type MyState =
  | { view: 'checking' }
  | { view: 'obstacle'; obstacle: Obstacle }
  | { view: 'unreachable'; problem: Problem }
  /** `done`: what led here, so that its result is still shown after the session has ended. */
  | { view: 'closed'; working: boolean; setback: Setback | null; hasEnded: boolean; done: MyAction['kind'] | null }
  | {
      view: 'open'
      page: MyPage
      /** Tokens that ended while the page was open, by time or by another action: shown as ended, never left out in silence. */
      ended: ShownToken[]
      /** Asked once more before it is done. */
      asking: MyAction | null
      doing: MyAction | null
      /** The last thing done, until the next. */
      done: MyAction['kind'] | null
      problem: Problem | null
      /** The last reading got no answer: what is shown is what was read before. */
      unread: Problem | null
    }

export type MyEvent =
  | { type: 'check_repeated' }
  | { type: 'obstacle_found'; obstacle: Obstacle }
  | { type: 'page_read'; page: MyPage }
  | { type: 'read_refused'; problem: Problem }
  | { type: 'ceremony_started' }
  | { type: 'ceremony_failed'; failure: CeremonyFailure }
  | { type: 'sign_in_refused'; problem: Problem }
  | { type: 'asked'; action: MyAction }
  | { type: 'withdrawn' }
  | { type: 'action_sent'; action: MyAction }
  | { type: 'action_done'; action: MyAction }
  | { type: 'action_refused'; problem: Problem }
  | { type: 'signed_out' }

/** Codes that mean that the session is over. `phone.removed` too: the own phone was removed elsewhere. */
const endsSession: Partial<Record<RefusalCode, true>> = {
  'request.unauthorized': true,
  'phone.removed': true,
  'holder.disabled': true,
}

/** The holder's own page: closed until a passkey opens it, closed again when its session ends. */
export function nextMy(state: MyState, event: MyEvent): MyState {
  switch (event.type) {
    case 'check_repeated':
      return { view: 'checking' }
    case 'obstacle_found':
      return { view: 'obstacle', obstacle: event.obstacle }
    case 'page_read':
      return opened(state, event.page)
    case 'read_refused':
      return outcomeOf(event.problem.code, unansweredCodes, false) ? notRead(state, event.problem) : closedAfter(state)
    case 'signed_out':
      return { view: 'closed', working: false, setback: null, hasEnded: false, done: null }
    case 'ceremony_started':
    case 'ceremony_failed':
    case 'sign_in_refused':
      return state.view === 'closed' ? signIn(state, event) : state
    default:
      return state.view === 'open' ? act(state, event) : state
  }
}

type OpenState = Extract<MyState, { view: 'open' }>
type ClosedState = Extract<MyState, { view: 'closed' }>
type SignInEvent = Extract<MyEvent, { type: 'ceremony_started' | 'ceremony_failed' | 'sign_in_refused' }>
type ActionEvent = Extract<MyEvent, { type: 'asked' | 'withdrawn' | `action_${string}` }>

function opened(state: MyState, page: MyPage): MyState {
  if (state.view === 'open')
    return { ...state, page, ended: [...endedBetween(state.page, page), ...state.ended], unread: null }
  return { view: 'open', page, ended: [], asking: null, doing: null, done: null, problem: null, unread: null }
}

/** What the action has ended is off the list at once, and is not reported a second time. */
function after(action: MyAction, page: MyPage): MyPage {
  if (action.kind === 'remove_phone') return page
  return { ...page, tokens: action.kind === 'end_token' ? page.tokens.filter(({ id }) => id !== action.id) : [] }
}

function notRead(state: MyState, problem: Problem): MyState {
  return state.view === 'open' ? { ...state, unread: problem } : { view: 'unreachable', problem }
}

function closedAfter(state: MyState): ClosedState {
  const wasOpen = state.view === 'open'
  return { view: 'closed', working: false, setback: null, hasEnded: wasOpen, done: wasOpen ? state.done : null }
}

function signIn(state: ClosedState, event: SignInEvent): MyState {
  if (event.type === 'ceremony_started') return { ...state, working: true, setback: null }
  const setback = event.type === 'ceremony_failed' ? { failure: event.failure } : { problem: event.problem }
  return { ...state, working: false, setback }
}

function act(state: OpenState, event: ActionEvent): MyState {
  switch (event.type) {
    case 'asked':
      return { ...state, asking: event.action, problem: null }
    case 'withdrawn':
      return state.doing ? state : { ...state, asking: null }
    case 'action_sent':
      return { ...state, doing: event.action, done: null, problem: null }
    case 'action_done':
      return { ...state, page: after(event.action, state.page), asking: null, doing: null, done: event.action.kind }
    case 'action_refused':
      return outcomeOf(event.problem.code, endsSession, false)
        ? closedAfter(state)
        : { ...state, asking: null, doing: null, problem: event.problem }
  }
}
