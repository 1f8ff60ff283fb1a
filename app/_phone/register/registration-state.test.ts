import { describe, expect, it } from 'vitest'
import type { Problem } from '@/lib/browser/api-client'
import type { CardStatus, Registration } from './registration-api'
import { nextRegistration, type RegistrationEvent, type RegistrationState } from './registration-state'

const card: CardStatus = {
  state: 'open',
  route: 'ca_direct',
  tries_left: 5,
  expires_at: '2026-12-31T14:59:59.000Z',
}

function registration(values: Partial<Registration> = {}): Registration {
  return {
    registration_id: 'reg_1',
    step: 'bind',
    holder: {
      name_kanji: '見本 太郎',
      name_kana: 'ミホン タロウ',
      name_romaji: 'MIHON TARO',
      qualification: 'physician',
    },
    expires_in: 900,
    phone: null,
    warnings: [],
    options: { challenge: 'AAAA' },
    ...values,
  }
}

function problem(code: Problem['code'], params: Problem['params'] = {}): Problem {
  return { code, title: 't', detail: 'd', nextStep: null, params, requestId: null }
}

function run(...events: RegistrationEvent[]): RegistrationState {
  return events.reduce(nextRegistration, { view: 'checking' })
}

const code = 'code-of-a-card-0001'
const toPassword: RegistrationEvent[] = [{ type: 'card_read', code, card }, { type: 'started' }]
const toConfirm: RegistrationEvent[] = [
  ...toPassword,
  { type: 'password_sent' },
  { type: 'advanced', registration: registration() },
]
const trial = registration({ step: 'trial' })

describe('the way through', () => {
  it('leads from the card over password, person and trial to the end', () => {
    expect(run({ type: 'card_read', code, card })).toEqual({ view: 'intro', code, card })
    expect(run(...toPassword)).toMatchObject({ view: 'password', sending: false })
    expect(run(...toConfirm)).toMatchObject({ view: 'confirm', working: false, setback: null })
    expect(run(...toConfirm, { type: 'ceremony_started' })).toMatchObject({ view: 'confirm', working: true })
    expect(run(...toConfirm, { type: 'advanced', registration: trial })).toMatchObject({ view: 'trial' })
    const done = registration({ step: 'done' })
    expect(run(...toConfirm, { type: 'advanced', registration: done })).toEqual({ view: 'done', registration: done })
  })

  it.each([
    { step: 'bind', view: 'confirm' },
    { step: 'trial', view: 'trial' },
    { step: 'done', view: 'done' },
  ] as const)('continues after a reload at $step with $view', ({ step, view }) => {
    expect(run({ type: 'advanced', registration: registration({ step }) })).toMatchObject({ view })
  })

  it('tells of a synced key before the trial, once', () => {
    const synced = registration({ step: 'trial', warnings: ['synced_passkey'] })
    const told = run({ type: 'advanced', registration: synced })
    expect(told).toEqual({ view: 'synced', registration: synced })
    expect(nextRegistration(told, { type: 'synced_accepted' })).toMatchObject({ view: 'trial', registration: synced })
  })

  it('shows nothing about a card to a person who says that it is not theirs', () => {
    expect(run(...toConfirm, { type: 'person_denied' })).toEqual({ view: 'not_me' })
  })
})

describe('P5 the password', () => {
  it('keeps the page and shows the tries that are left after a miss', () => {
    const missed = run(
      ...toPassword,
      { type: 'password_sent' },
      { type: 'password_refused', problem: problem('notification_card.wrong_password', { tries: 4 }) },
    )
    expect(missed).toMatchObject({ view: 'password', sending: false, card: { tries_left: 4 }, code })
  })

  it.each(['network.failed', 'service.unavailable', 'request.rate_limited'] as const)(
    'AT-25 %s leaves the number of tries as it was',
    (refusal) => {
      const state = run(...toPassword, { type: 'password_refused', problem: problem(refusal, { tries: 1 }) })
      expect(state).toMatchObject({ view: 'password', card: { tries_left: 5 }, setback: { code: refusal } })
    },
  )

  it('shows the tries that are left after a password whose answer was lost', () => {
    const lost = run(...toPassword, { type: 'password_refused', problem: problem('network.failed') })
    expect(nextRegistration(lost, { type: 'tries_read', card: { ...card, tries_left: 4 } })).toMatchObject({
      view: 'password',
      card: { tries_left: 4 },
      setback: { code: 'network.failed' },
    })
  })

  it.each(['locked', 'expired', 'voided', 'consumed', 'unknown'] as const)('ends when the card is %s', (reason) => {
    const refusal = problem(`notification_card.${reason}`)
    expect(run(...toPassword, { type: 'password_refused', problem: refusal })).toEqual({
      view: 'closed',
      problem: refusal,
    })
  })
})

describe('P6 P7 the ceremony', () => {
  it('costs nothing when it is cancelled: same page, ready for the next tap', () => {
    const state = run(...toConfirm, { type: 'ceremony_started' }, { type: 'ceremony_failed', failure: 'cancelled' })
    expect(state).toMatchObject({ view: 'confirm', working: false, setback: { failure: 'cancelled' } })
    expect(nextRegistration(state, { type: 'ceremony_started' })).toMatchObject({ working: true, setback: null })
  })

  it.each<RegistrationEvent>([
    { type: 'ceremony_failed', failure: 'already_registered' },
    { type: 'answer_refused', problem: problem('phone.already_registered') },
  ])('offers the trial when this phone is registered already ($type)', (event) => {
    const state = run(...toConfirm, { type: 'ceremony_started' }, event)
    expect(state).toEqual({ view: 'existing', proven: false, working: false, setback: null })
    expect(nextRegistration(state, { type: 'existing_proven' })).toMatchObject({ view: 'existing', proven: true })
  })

  it.each(['phone.rejected', 'phone.limit_reached', 'phone.synced_not_allowed', 'service.unavailable'] as const)(
    'stays with the reason after %s',
    (refusal) => {
      const state = run(...toConfirm, { type: 'answer_refused', problem: problem(refusal) })
      expect(state).toMatchObject({ view: 'confirm', working: false, setback: { problem: { code: refusal } } })
    },
  )

  it.each(['registration.expired', 'registration.unknown', 'notification_card.consumed', 'holder.disabled'] as const)(
    'ends after %s',
    (refusal) => {
      expect(run(...toConfirm, { type: 'answer_refused', problem: problem(refusal) }).view).toBe('closed')
    },
  )

  it.each(['registration.expired', 'registration.unknown'] as const)(
    'AT-64 %s after binding does not say that the card can be used again',
    (refusal) => {
      const state = run(
        { type: 'advanced', registration: trial },
        { type: 'answer_refused', problem: problem(refusal) },
      )
      expect(state).toEqual({ view: 'trial_over' })
    },
  )

  it('keeps what was registered when only the trial fails', () => {
    const state = run(
      { type: 'advanced', registration: trial },
      { type: 'ceremony_started' },
      { type: 'answer_refused', problem: problem('assertion.rejected') },
    )
    expect(state).toMatchObject({ view: 'trial', registration: trial, working: false })
  })
})

it('ignores what does not fit the page', () => {
  const intro = run({ type: 'card_read', code, card })
  const stray: RegistrationEvent[] = [
    { type: 'password_sent' },
    { type: 'tries_read', card },
    { type: 'ceremony_started' },
    { type: 'ceremony_failed', failure: 'cancelled' },
    { type: 'answer_refused', problem: problem('phone.rejected') },
    { type: 'synced_accepted' },
    { type: 'existing_proven' },
    { type: 'person_denied' },
  ]
  for (const event of stray) expect(nextRegistration(intro, event)).toBe(intro)
})
