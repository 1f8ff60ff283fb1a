import { describe, expect, test } from 'vitest'
import type { FrameSignIn } from '@/lib/wire/frame'
import { failureKindOf, frameStepOf } from './frame-step'

const signIn = (changes: Partial<FrameSignIn>): FrameSignIn => ({
  id: 'sin_1',
  method: 'fido',
  state: 'shown',
  match_number: null,
  number_matched: false,
  second_scans: 0,
  can_extend: true,
  expires_in: 100,
  end_reason: null,
  ...changes,
})

describe('frameStepOf', () => {
  test.each([
    { name: 'nothing under way', value: null, step: { step: 'methods' } },
    { name: 'starting', value: signIn({ state: 'starting' }), step: { step: 'preparing' } },
    { name: 'shown', value: signIn({}), step: { step: 'qr' } },
    {
      name: 'claimed',
      value: signIn({ state: 'claimed', match_number: '47' }),
      step: { step: 'number', matchNumber: '47' },
    },
    { name: 'claimed, number not here yet', value: signIn({ state: 'claimed' }), step: { step: 'preparing' } },
    {
      name: 'Q8 claimed, the number given on the phone',
      value: signIn({ state: 'claimed', number_matched: true }),
      step: { step: 'matched' },
    },
    { name: 'redeeming', value: signIn({ state: 'redeeming' }), step: { step: 'confirming' } },
    { name: 'signed in', value: signIn({ state: 'signed_in' }), step: { step: 'success' } },
    { name: 'denied', value: signIn({ state: 'denied' }), step: { step: 'failure', kind: 'denied' } },
    {
      name: 'wrong number',
      value: signIn({ state: 'denied', end_reason: 'claim.wrong_number' }),
      step: { step: 'failure', kind: 'wrong_number' },
    },
    {
      name: 'an end for a reason this page does not know',
      value: signIn({ state: 'cancelled', end_reason: 'something.new' }),
      step: { step: 'failure', kind: 'cancelled' },
    },
    {
      name: 'a state that only a newer server knows',
      value: signIn({ state: 'something_new' as FrameSignIn['state'] }),
      step: { step: 'failure', kind: 'outdated' },
    },
    {
      name: 'failed for a reason this page does not know',
      value: signIn({ state: 'failed', end_reason: 'something.new' }),
      step: { step: 'failure', kind: 'unexpected' },
    },
  ])('$name', ({ value, step }) => {
    expect(frameStepOf(value, null, true)).toEqual(step)
  })

  test('an ended sign-in that was turned away from gives way to the choice of methods', () => {
    expect(frameStepOf(signIn({ state: 'expired' }), 'sin_1', true)).toEqual({ step: 'methods' })
    expect(frameStepOf(signIn({ state: 'expired' }), 'sin_0', true)).toEqual({ step: 'failure', kind: 'expired' })
  })

  test('no code, no picture: the QR step waits for the first one', () => {
    expect(frameStepOf(signIn({}), null, false)).toEqual({ step: 'preparing' })
  })
})

test('failureKindOf never has nothing to say', () => {
  expect(failureKindOf(null)).toBe('unexpected')
  expect(failureKindOf('authority.unavailable')).toBe('authority_unavailable')
  expect(failureKindOf('sign_in.no_phone')).toBe('no_phone')
  expect(failureKindOf('sign_in.not_registered')).toBe('not_registered')
  expect(failureKindOf('authority.proxy_refused')).toBe('authority_unavailable')
  expect(failureKindOf('authority.client_refused')).toBe('client_refused')
})
