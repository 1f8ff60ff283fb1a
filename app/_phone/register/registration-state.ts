import type { Problem } from '@/lib/browser/api-client'
import { type CodeOf, outcomeOf, type RefusalCode } from '@/lib/browser/refusal-codes'
import type { CeremonyFailure } from '../shell/browser/ceremony'
import type { Obstacle } from '../shell/browser/detect-obstacle'
import type { CardStatus, Registration } from './registration-api'

/** Why the last tap did not lead on. Everything shown before stays as it is. */
export type Setback = { failure: CeremonyFailure } | { problem: Problem }

type Working = { working: boolean; setback: Setback | null }

/** A card that can be used, and the secret of its code: kept in memory until a registration has begun. */
type Card = { code: string; card: CardStatus }

export type RegistrationState =
  | { view: 'checking' | 'no_code' | 'not_me' }
  /** The registration ran out between binding and practice: the phone is registered, the card is used. */
  | { view: 'trial_over' }
  | { view: 'obstacle'; obstacle: Obstacle; code: string | null }
  | { view: 'unreachable'; problem: Problem }
  /** The card or the registration is over. */
  | { view: 'closed'; problem: Problem }
  | ({ view: 'intro' } & Card)
  | ({ view: 'password'; sending: boolean; setback: Problem | null } & Card)
  | ({ view: 'confirm'; registration: Registration } & Working)
  | ({ view: 'trial'; registration: Registration } & Working)
  | { view: 'synced'; registration: Registration }
  | ({ view: 'existing'; proven: boolean } & Working)
  | { view: 'done'; registration: Registration }

export type RegistrationEvent =
  | { type: 'obstacle_found'; obstacle: Obstacle; code: string | null }
  | { type: 'check_repeated' }
  | { type: 'nothing_found' }
  | { type: 'unreachable'; problem: Problem }
  | { type: 'closed'; problem: Problem }
  | { type: 'card_read'; code: string; card: CardStatus }
  | { type: 'started' }
  | { type: 'password_sent' }
  | { type: 'password_refused'; problem: Problem }
  | { type: 'tries_read'; card: CardStatus }
  /** The step of the registration, as the authority reports it. */
  | { type: 'advanced'; registration: Registration }
  | { type: 'ceremony_started' }
  | { type: 'ceremony_failed'; failure: CeremonyFailure }
  | { type: 'answer_refused'; problem: Problem }
  | { type: 'synced_accepted' }
  | { type: 'existing_proven' }
  | { type: 'person_denied' }

/** Codes after which this card or this registration leads nowhere. Every other refusal leaves the page where it is. */
const final: Record<CodeOf<'notification_card' | 'registration' | 'holder'>, boolean> = {
  'notification_card.unknown': true,
  'notification_card.expired': true,
  'notification_card.locked': true,
  'notification_card.voided': true,
  'notification_card.consumed': true,
  'notification_card.wrong_password': false,
  'registration.unknown': true,
  'registration.expired': true,
  'registration.done': true,
  'holder.unknown': false,
  'holder.exists': false,
  'holder.disabled': true,
}

/** Refusals that mean that the registration's time is over. */
const runOut: Partial<Record<RefusalCode, true>> = { 'registration.expired': true, 'registration.unknown': true }

/** Phone registration on one screen (ux: register 1 to 5). An event that does not fit the view changes nothing. */
export function nextRegistration(state: RegistrationState, event: RegistrationEvent): RegistrationState {
  switch (event.type) {
    case 'obstacle_found':
      return { view: 'obstacle', obstacle: event.obstacle, code: event.code }
    case 'check_repeated':
      return { view: 'checking' }
    case 'nothing_found':
      return { view: 'no_code' }
    case 'unreachable':
      return { view: 'unreachable', problem: event.problem }
    case 'closed':
      return { view: 'closed', problem: event.problem }
    case 'card_read':
      return { view: 'intro', code: event.code, card: event.card }
    case 'advanced':
      return viewOf(event.registration)
    case 'person_denied':
      return state.view === 'confirm' ? { view: 'not_me' } : state
    case 'synced_accepted':
      return state.view === 'synced' ? { ...idle, view: 'trial', registration: state.registration } : state
    case 'existing_proven':
      return state.view === 'existing' ? { ...state, working: false, proven: true } : state
    case 'started':
    case 'password_sent':
    case 'password_refused':
    case 'tries_read':
      return nextPassword(state, event)
    default:
      return nextCeremony(state, event)
  }
}

const idle = { working: false, setback: null }

function viewOf(registration: Registration): RegistrationState {
  if (registration.step === 'done') return { view: 'done', registration }
  if (registration.step === 'bind') return { ...idle, view: 'confirm', registration }
  return registration.warnings.includes('synced_passkey')
    ? { view: 'synced', registration }
    : { ...idle, view: 'trial', registration }
}

type PasswordEvent = Extract<
  RegistrationEvent,
  { type: 'started' | 'password_sent' | 'password_refused' | 'tries_read' }
>

function nextPassword(state: RegistrationState, event: PasswordEvent): RegistrationState {
  if (event.type === 'started') {
    return state.view === 'intro' ? { ...state, view: 'password', sending: false, setback: null } : state
  }
  if (state.view !== 'password') return state
  if (event.type === 'password_sent') return { ...state, sending: true, setback: null }
  if (event.type === 'tries_read') return { ...state, card: event.card }
  const { problem } = event
  if (outcomeOf<boolean>(problem.code, final, false)) return { view: 'closed', problem }
  const tries = problem.code === 'notification_card.wrong_password' ? problem.params['tries'] : undefined
  const card = typeof tries === 'number' ? { ...state.card, tries_left: tries } : state.card
  return { ...state, card, sending: false, setback: problem }
}

type CeremonyEvent = Extract<RegistrationEvent, { type: 'ceremony_started' | 'ceremony_failed' | 'answer_refused' }>

function nextCeremony(state: RegistrationState, event: CeremonyEvent): RegistrationState {
  if (state.view !== 'confirm' && state.view !== 'trial' && state.view !== 'existing') return state
  if (event.type === 'ceremony_started') return { ...state, working: true, setback: null }
  if (event.type === 'ceremony_failed') {
    return state.view === 'confirm' && event.failure === 'already_registered'
      ? { ...idle, view: 'existing', proven: false }
      : { ...state, working: false, setback: { failure: event.failure } }
  }
  const { problem } = event
  if (state.view === 'confirm' && problem.code === 'phone.already_registered') {
    return { ...idle, view: 'existing', proven: false }
  }
  if (state.view === 'trial' && outcomeOf<boolean>(problem.code, runOut, false)) return { view: 'trial_over' }
  if (state.view !== 'existing' && outcomeOf<boolean>(problem.code, final, false)) return { view: 'closed', problem }
  return { ...state, working: false, setback: { problem } }
}
