import { describe, expect, it } from 'vitest'
import type { Problem } from '@/lib/browser/api-client'
import type { Approval, Claim } from './claim-api'
import { nextSignIn, type SignInEvent, type SignInState } from './sign-in-state'

function claim(values: Partial<Claim> = {}): Claim {
  return {
    facility_name: 'テスト病院',
    department: '内科外来',
    terminal_name: 'T-101',
    place: '外来1診',
    username: '見本 太郎',
    started_at: '2026-11-23T00:00:00.000Z',
    expires_in: 118,
    token_hours: 18,
    number_matching: 'type',
    choices: [],
    number_matched: false,
    options: null,
    ...values,
  }
}

const approval: Approval = { method: 'fido', expires_at: '2026-11-23T18:00:00.000Z', expires_in: 64_800 }

function problem(code: Problem['code']): Problem {
  return { code, title: 't', detail: 'd', nextStep: null, params: {}, requestId: null }
}

function run(...events: SignInEvent[]): SignInState {
  return events.reduce(nextSignIn, { view: 'checking' })
}

const toNumber: SignInEvent[] = [{ type: 'claim_received', claim: claim() }]
const matched = claim({ number_matched: true, options: { challenge: 'AAAA' } })
const toReady: SignInEvent[] = [
  ...toNumber,
  { type: 'digits_changed', digits: '42' },
  { type: 'answer_sent' },
  { type: 'claim_received', claim: matched },
]
const toConfirming: SignInEvent[] = [...toReady, { type: 'ceremony_started' }]

describe('Q8 context and number, then the biometrics', () => {
  it('shows context and number at once, and the biometrics follow without a further tap', () => {
    expect(run(...toNumber)).toMatchObject({ view: 'number', digits: '', working: false })
    expect(run(...toConfirming)).toMatchObject({ view: 'confirming', claim: matched })
    expect(run(...toConfirming, { type: 'approved', approval })).toEqual({ view: 'success', approval })
  })

  it('where the browser wants a tap, the options wait behind a button', () => {
    for (const events of [toReady, toConfirming])
      expect(run(...events, { type: 'tap_wanted' })).toMatchObject({ view: 'ready', claim: matched, setback: null })
  })

  it('continues after a reload where the number had been right', () => {
    expect(run({ type: 'claim_received', claim: matched })).toMatchObject({ view: 'ready', working: false })
  })

  it('keeps what was typed when only the time left is sent again', () => {
    const later = claim({ expires_in: 40 })
    expect(
      run(...toNumber, { type: 'digits_changed', digits: '4' }, { type: 'claim_received', claim: later }),
    ).toMatchObject({ view: 'number', digits: '4', claim: later })
  })

  it('an older look at the claim does not lead back, and takes no options away', () => {
    const state = run(...toConfirming)
    expect(nextSignIn(state, { type: 'claim_received', claim: claim() })).toBe(state)
    const looked = claim({ number_matched: true, expires_in: 90 })
    expect(nextSignIn(state, { type: 'claim_received', claim: looked })).toMatchObject({
      view: 'confirming',
      claim: { expires_in: 90, options: { challenge: 'AAAA' } },
    })
  })

  it('what was typed for one code is not sent for another that the same browser scanned', () => {
    const other = claim({ terminal_name: 'T-102' })
    const typed = run(...toNumber, { type: 'digits_changed', digits: '4' })
    expect(nextSignIn(typed, { type: 'claim_received', claim: other })).toMatchObject({ claim: other, digits: '' })
  })

  it('takes no digit while the number is being checked', () => {
    const sent = run(...toNumber, { type: 'digits_changed', digits: '42' }, { type: 'answer_sent' })
    expect(nextSignIn(sent, { type: 'digits_changed', digits: '4' })).toBe(sent)
  })

  it('Q9 who doubts while the number can be taken back takes it back: it is not sent behind the question', () => {
    const typed = run(...toNumber, { type: 'digits_changed', digits: '42' })
    expect(nextSignIn(typed, { type: 'doubted' })).toMatchObject({ view: 'number', digits: '', working: false })
    for (const state of [nextSignIn(typed, { type: 'answer_sent' }), run(...toReady), run(...toConfirming)])
      expect(nextSignIn(state, { type: 'doubted' })).toBe(state)
  })

  it('Q7 after a fault the digits are typed again: nothing sends them by itself', () => {
    const state = run(
      ...toNumber,
      { type: 'digits_changed', digits: '42' },
      { type: 'answer_sent' },
      { type: 'answer_refused', problem: problem('network.failed') },
    )
    expect(state).toMatchObject({ view: 'number', digits: '', working: false })
  })
})

describe('every end has its own words or the server’s', () => {
  it.each([
    { code: 'claim.invalid', reason: 'not_here' },
    { code: 'claim.taken', reason: 'taken' },
    { code: 'claim.wrong_number', reason: 'wrong_number' },
    { code: 'device_authorization.expired', reason: 'expired' },
    { code: 'device_authorization.cancelled', reason: 'cancelled' },
    { code: 'phone.removed', reason: 'phone_removed' },
  ] as const)('$code ends as $reason', ({ code, reason }) => {
    expect(run(...toNumber, { type: 'answer_refused', problem: problem(code) })).toEqual({
      view: 'ended',
      end: { reason },
    })
  })

  it.each([
    'claim.ended',
    'device_authorization.denied',
    'holder.disabled',
    'assertion.counter_regression',
    'assertion.backup_eligibility_changed',
  ] as const)('%s ends with the server’s text', (code) => {
    const refusal = problem(code)
    expect(run(...toReady, { type: 'answer_refused', problem: refusal })).toEqual({
      view: 'ended',
      end: { problem: refusal },
    })
  })

  it('a frame that is refused at the scan ends before anything is shown', () => {
    expect(run({ type: 'unreachable', problem: problem('claim.taken') })).toEqual({
      view: 'ended',
      end: { reason: 'taken' },
    })
  })

  it('a code that is refused at the scan is a bad code, not a claim that went away', () => {
    expect(run({ type: 'unreachable', problem: problem('claim.invalid') })).toEqual({
      view: 'ended',
      end: { reason: 'stale_code' },
    })
  })

  it('a connection that fails at the scan can be tried again', () => {
    expect(run({ type: 'unreachable', problem: problem('network.failed') }).view).toBe('unreachable')
  })

  it('the time runs out on every page that decides, and on no other', () => {
    for (const events of [toNumber, toConfirming, toReady]) {
      expect(run(...events, { type: 'time_ran_out' })).toEqual({ view: 'ended', end: { reason: 'expired' } })
    }
    const success = run(...toReady, { type: 'approved', approval })
    expect(nextSignIn(success, { type: 'time_ran_out' })).toBe(success)
  })
})

describe('P6 what costs nothing', () => {
  it.each([
    'network.failed',
    'service.unavailable',
    'request.rate_limited',
    'assertion.rejected',
    'assertion.wrong_phone',
    'assertion.user_not_verified',
  ] as const)('after %s the tap can be repeated', (code) => {
    const state = run(...toReady, { type: 'answer_sent' }, { type: 'answer_refused', problem: problem(code) })
    expect(state).toMatchObject({ view: 'ready', working: false, setback: { problem: { code } } })
  })

  it.each([toReady, toConfirming])(
    'a ceremony without a result leaves the claim open, its options unused',
    (...events) => {
      const once = run(...events, { type: 'ceremony_failed', failure: 'cancelled' })
      expect(once).toMatchObject({ view: 'ready', working: false, claim: matched, setback: { failure: 'cancelled' } })
      expect(nextSignIn(once, { type: 'answer_sent' })).toMatchObject({ setback: null, working: true })
    },
  )

  it('A6 options that the authority has judged are used up', () => {
    const refused = run(...toConfirming, { type: 'answer_refused', problem: problem('assertion.wrong_phone') })
    expect(refused).toMatchObject({ view: 'ready', claim: { options: null } })
  })
})

describe('Q9 「心当たりがない」', () => {
  const denied = run(...toNumber, { type: 'answer_sent' }, { type: 'denied' })

  it('is possible on every page that decides', () => {
    for (const events of [toNumber, toConfirming, toReady])
      expect(run(...events, { type: 'denied' }).view).toBe('denied')
  })

  it('offers to end all tokens by a ceremony', () => {
    const ending = nextSignIn(denied, { type: 'end_all_started' })
    expect(ending).toMatchObject({ working: true, endedAll: false })
    expect(nextSignIn(ending, { type: 'end_all_done' })).toMatchObject({ working: false, endedAll: true })
  })

  it.each([{ problem: problem('network.failed') }, { failure: 'cancelled' as const }] as const)(
    'says why ending all failed and keeps the offer: %o',
    (setback) => {
      const ending = nextSignIn(denied, { type: 'end_all_started' })
      const failed = nextSignIn(ending, { type: 'end_all_failed', setback })
      expect(failed).toMatchObject({ view: 'denied', working: false, endedAll: false, setback })
      expect(nextSignIn(failed, { type: 'end_all_started' })).toMatchObject({ working: true, setback: null })
    },
  )

  it('can be left without doing more', () => {
    expect(nextSignIn(denied, { type: 'finished' })).toMatchObject({ finished: true })
  })

  it('differs from a mere cancellation, which offers nothing', () => {
    expect(run(...toNumber, { type: 'cancelled' })).toEqual({ view: 'ended', end: { reason: 'cancelled_here' } })
  })
})
