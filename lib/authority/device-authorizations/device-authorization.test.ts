import { expect, test } from 'vitest'
import {
  type DeviceAuthorizationState,
  deviceAuthorizationStates,
} from '@/lib/vocabulary/states/device-authorization-state'
import { deviceAuthorizationSteps, hasEnded, statesBefore, transition } from './device-authorization'

const possible: Readonly<Record<string, DeviceAuthorizationState>> = {
  'started show': 'shown',
  'started deny': 'denied',
  'started cancel': 'cancelled',
  'started expire': 'expired',
  'shown claim': 'claimed',
  'shown deny': 'denied',
  'shown cancel': 'cancelled',
  'shown expire': 'expired',
  'claimed approve': 'approved',
  'claimed deny': 'denied',
  'claimed cancel': 'cancelled',
  'claimed expire': 'expired',
  'approved redeem': 'redeemed',
  'approved expire': 'expired',
  'approved withdraw': 'cancelled',
}

const every = deviceAuthorizationStates.flatMap((state) => deviceAuthorizationSteps.map((step) => ({ state, step })))

test.each(every)('AT-13 $state, $step: only the steps of the table are possible', ({ state, step }) => {
  expect(transition(state, step)).toBe(possible[`${state} ${step}`] ?? null)
  expect(statesBefore(step).includes(state)).toBe(`${state} ${step}` in possible)
})

test('what ended never changes again', () => {
  expect(deviceAuthorizationStates.filter(hasEnded)).toEqual(['redeemed', 'denied', 'expired', 'cancelled'])
})
