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

const toContext: SignInEvent[] = [{ type: 'claim_received', claim: claim() }]
const toNumber: SignInEvent[] = [...toContext, { type: 'number_wanted' }]
const matched = claim({ number_matched: true, options: { challenge: 'AAAA' } })
const toReady: SignInEvent[] = [
  ...toNumber,
  { type: 'digits_changed', digits: '42' },
  { type: 'answer_sent' },
  { type: 'claim_received', claim: matched },
]

describe('Q8 context, number, one tap', () => {
  it('shows the context first, then asks for the number, then offers the tap', () => {
    expect(run(...toContext)).toMatchObject({ view: 'context', working: false })
    expect(run(...toNumber)).toMatchObject({ view: 'number', digits: '' })
    expect(run(...toReady)).toMatchObject({ view: 'ready', claim: matched, failures: 0, working: false })
    expect(run(...toReady, { type: 'answer_sent' }, { type: 'approved', approval })).toEqual({
      view: 'success',
      approval,
    })
  })

  it('continues after a reload where the number had been right', () => {
    expect(run({ type: 'claim_received', claim: matched })).toMatchObject({ view: 'ready', working: false })
  })

  it('keeps what was typed when only the time left is told anew', () => {
    const later = claim({ expires_in: 40 })
    expect(
      run(...toNumber, { type: 'digits_changed', digits: '4' }, { type: 'claim_received', claim: later }),
    ).toMatchObject({ view: 'number', digits: '4', claim: later })
  })

  it('takes no digit while the number is being checked', () => {
    const sent = run(...toNumber, { type: 'digits_changed', digits: '42' }, { type: 'answer_sent' })
    expect(nextSignIn(sent, { type: 'digits_changed', digits: '4' })).toBe(sent)
  })
})

describe('every end has its own words or the server’s', () => {
  it.each([
    { code: 'claim.invalid', reason: 'stale_code' },
    { code: 'claim.taken', reason: 'taken' },
    { code: 'claim.wrong_number', reason: 'wrong_number' },
    { code: 'device_authorization.expired', reason: 'expired' },
    { code: 'device_authorization.cancelled', reason: 'cancelled' },
    { code: 'phone.unknown', reason: 'wrong_phone' },
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

  it('a connection that fails at the scan can be tried again', () => {
    expect(run({ type: 'unreachable', problem: problem('network.failed') }).view).toBe('unreachable')
  })

  it('the time runs out on every page that decides, and on no other', () => {
    for (const events of [toContext, toNumber, toReady]) {
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

  it('a cancelled ceremony leaves the claim open and is counted for the hint about another phone', () => {
    const once = run(...toReady, { type: 'answer_sent' }, { type: 'ceremony_failed', failure: 'cancelled' })
    expect(once).toMatchObject({ view: 'ready', working: false, failures: 1, setback: { failure: 'cancelled' } })
    expect(nextSignIn(once, { type: 'answer_sent' })).toMatchObject({ failures: 1, setback: null, working: true })
  })
})

describe('Q9 「違います」', () => {
  const denied = run(...toContext, { type: 'answer_sent' }, { type: 'denied' })

  it('is possible on every page that decides', () => {
    for (const events of [toContext, toNumber, toReady]) expect(run(...events, { type: 'denied' }).view).toBe('denied')
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

  it('is told apart from a mere cancellation, which offers nothing', () => {
    expect(run(...toContext, { type: 'cancelled' })).toEqual({ view: 'ended', end: { reason: 'cancelled' } })
  })
})
