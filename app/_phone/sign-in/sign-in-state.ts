import type { Problem } from '@/lib/browser/api-client'
import { type CodeOf, outcomeOf, type RefusalCode, unansweredCodes } from '@/lib/browser/refusal-codes'
import type { CeremonyFailure } from '../shell/browser/ceremony'
import type { Obstacle } from '../shell/browser/detect-obstacle'
import type { Approval, Claim } from './claim-api'

/** Ends for which the page has its own words; every other end is shown in the server's. */
export type EndReason =
  | 'expired'
  | 'stale_code'
  | 'taken'
  | 'wrong_number'
  /** By the EMR screen. */
  | 'cancelled'
  | 'cancelled_here'
  /** This browser no longer holds the claim: it was ended or replaced by another page of it. */
  | 'not_here'
  | 'phone_removed'

export type Setback = { failure: CeremonyFailure } | { problem: Problem }

type Deciding = { claim: Claim; working: boolean; setback: Setback | null }

export type SignInState =
  | { view: 'checking' | 'no_code' }
  | { view: 'obstacle'; obstacle: Obstacle }
  | { view: 'unreachable'; problem: Problem }
  /** Who, where and the digits. Once they are complete they are sent after a moment in which they can be taken back. */
  | ({ view: 'number'; digits: string } & Deciding)
  /** The number was right, and the biometrics began with the same tap. */
  | ({ view: 'confirming' } & Deciding)
  /** The number was right and a tap is needed. */
  | ({ view: 'ready' } & Deciding)
  | { view: 'success'; approval: Approval }
  /** After 「心当たりがない」. Ending every token of one's own takes a ceremony; `endedAll` once that is done (Q9, AT-36). */
  | { view: 'denied'; working: boolean; endedAll: boolean; finished: boolean; setback: Setback | null }
  | { view: 'ended'; end: { reason: EndReason } | { problem: Problem } }

export type SignInEvent =
  | { type: 'check_repeated' }
  | { type: 'nothing_found' }
  | { type: 'obstacle_found'; obstacle: Obstacle }
  | { type: 'unreachable'; problem: Problem }
  /** The authority's word on the claim: after the scan, after the right number, after coming back to the page. */
  | { type: 'claim_received'; claim: Claim }
  | { type: 'digits_changed'; digits: string }
  /** 「心当たりがない」 was tapped and is asked once more. */
  | { type: 'doubted' }
  | { type: 'answer_sent' }
  /** The biometrics begin without a further tap. */
  | { type: 'ceremony_started' }
  /** The browser wants a tap of its own for the biometrics. */
  | { type: 'tap_wanted' }
  | { type: 'answer_refused'; problem: Problem }
  | { type: 'ceremony_failed'; failure: CeremonyFailure }
  | { type: 'approved'; approval: Approval }
  | { type: 'denied' }
  | { type: 'cancelled' }
  | { type: 'time_ran_out' }
  | { type: 'end_all_started' }
  | { type: 'end_all_done' }
  | { type: 'end_all_failed'; setback: Setback }
  | { type: 'finished' }

/** Codes with a way to go on from the same page. Every other refusal is the end. */
const passing: Record<CodeOf<'network' | 'service' | 'request' | 'assertion'>, boolean> = {
  ...unansweredCodes,
  'request.malformed': true,
  'request.text_not_displayable': true,
  'request.unauthorized': true,
  'request.forbidden': true,
  'request.not_found': true,
  'request.method_not_allowed': true,
  'request.timeout': true,
  'request.too_large': true,
  'request.unsupported_media_type': true,
  'request.rate_limited': true,
  'request.header_too_large': true,
  'assertion.rejected': true,
  'assertion.wrong_phone': true,
  'assertion.user_not_verified': true,
  'assertion.backup_eligibility_changed': false,
  'assertion.counter_regression': false,
}

const serviceFaults: Record<CodeOf<'service'>, true> = { 'service.internal': true, 'service.unavailable': true }

/** Whether the fault is the authority's, for which the page has words of its own. */
export function isServiceFault(problem: Problem): boolean {
  return outcomeOf(problem.code, serviceFaults, false)
}

/** Whether the sign-in is still open after this refusal, so that fresh options are of use. */
export function isPassing(problem: Problem): boolean {
  return outcomeOf<boolean>(problem.code, passing, false)
}

const ownWords: Partial<Record<RefusalCode, EndReason>> = {
  'claim.invalid': 'stale_code',
  'claim.taken': 'taken',
  'claim.wrong_number': 'wrong_number',
  'device_authorization.expired': 'expired',
  'device_authorization.cancelled': 'cancelled',
  'phone.removed': 'phone_removed',
}

/** The daily sign-in on the phone: context and number → biometrics (Q8). An event that does not fit the view changes nothing. */
export function nextSignIn(state: SignInState, event: SignInEvent): SignInState {
  switch (event.type) {
    case 'check_repeated':
      return { view: 'checking' }
    case 'nothing_found':
      return { view: 'no_code' }
    case 'obstacle_found':
      return { view: 'obstacle', obstacle: event.obstacle }
    case 'unreachable':
      return isPassing(event.problem) ? { view: 'unreachable', problem: event.problem } : endOf(event.problem)
    case 'claim_received':
      return updateClaim(state, event.claim)
    case 'end_all_started':
    case 'end_all_done':
    case 'end_all_failed':
    case 'finished':
      return state.view === 'denied' ? afterDenial(state, event) : state
    default:
      return isDeciding(state) ? decide(state, event) : state
  }
}

type DecidingState = Extract<SignInState, Deciding>
type DeniedState = Extract<SignInState, { view: 'denied' }>
type AfterDenialEvent = Extract<SignInEvent, { type: `end_all_${string}` | 'finished' }>
type DecidingEvent = Exclude<
  SignInEvent,
  AfterDenialEvent | { type: 'check_repeated' | 'nothing_found' | 'obstacle_found' | 'unreachable' | 'claim_received' }
>

function isDeciding(state: SignInState): state is DecidingState {
  return state.view === 'number' || state.view === 'confirming' || state.view === 'ready'
}

const idle = { working: false, setback: null }

/** A claim that arrives again while the page shows it only updates the time left, and never leads back. */
function updateClaim(state: SignInState, claim: Claim): SignInState {
  const shown = isDeciding(state) && isSameSignIn(state.claim, claim) ? state : null
  const options = claim.options ?? shown?.claim.options ?? null
  if (shown !== null && shown.view !== 'number')
    return claim.number_matched ? { ...shown, claim: { ...claim, options } } : shown
  if (claim.number_matched) return { ...idle, view: 'ready', claim: { ...claim, options } }
  return shown === null ? { ...idle, view: 'number', claim, digits: '' } : { ...shown, claim }
}

/** Another code scanned with the same browser takes the place of the claim. */
function isSameSignIn(one: Claim, other: Claim): boolean {
  return one.started_at === other.started_at && one.terminal_name === other.terminal_name
}

function decide(state: DecidingState, event: DecidingEvent): SignInState {
  switch (event.type) {
    case 'digits_changed':
      return state.view === 'number' && !state.working ? { ...state, digits: event.digits, setback: null } : state
    case 'doubted':
      return state.view === 'number' && !state.working ? { ...state, digits: '' } : state
    case 'answer_sent':
      return { ...state, working: true, setback: null }
    case 'ceremony_started':
      return state.view === 'ready' ? { ...idle, view: 'confirming', claim: state.claim } : state
    case 'tap_wanted':
      return state.view === 'number' ? state : { ...idle, view: 'ready', claim: state.claim }
    case 'answer_refused':
      return isPassing(event.problem) ? setBack(state, { problem: event.problem }) : endOfOwn(event.problem)
    case 'ceremony_failed':
      return state.view === 'number' ? state : { ...setBack(state, { failure: event.failure }), claim: state.claim }
    case 'approved':
      return { view: 'success', approval: event.approval }
    case 'denied':
      return { view: 'denied', working: false, endedAll: false, finished: false, setback: null }
    case 'cancelled':
      return { view: 'ended', end: { reason: 'cancelled_here' } }
    case 'time_ran_out':
      return { view: 'ended', end: { reason: 'expired' } }
  }
}

/**
 * Why the last step led nowhere. Digits are typed again, or they would be sent again without anybody's wish; options that the
 * authority has judged are used up.
 */
function setBack(state: DecidingState, setback: Setback): DecidingState {
  if (state.view === 'number') return { ...state, digits: '', working: false, setback }
  return { view: 'ready', claim: { ...state.claim, options: null }, working: false, setback }
}

/** A claim that this browser held and that it does not hold any more is not a bad code. */
function endOfOwn(problem: Problem): SignInState {
  return problem.code === 'claim.invalid' ? { view: 'ended', end: { reason: 'not_here' } } : endOf(problem)
}

function endOf(problem: Problem): SignInState {
  const reason = outcomeOf<EndReason | null>(problem.code, ownWords, null)
  return { view: 'ended', end: reason === null ? { problem } : { reason } }
}

function afterDenial(state: DeniedState, event: AfterDenialEvent): SignInState {
  switch (event.type) {
    case 'end_all_started':
      return { ...state, working: true, setback: null }
    case 'end_all_done':
      return { ...state, working: false, endedAll: true }
    case 'end_all_failed':
      return { ...state, working: false, setback: event.setback }
    case 'finished':
      return { ...state, finished: true }
  }
}
