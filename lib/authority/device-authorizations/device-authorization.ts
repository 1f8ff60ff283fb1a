import type { DeviceAuthorizationEnd } from '@/lib/vocabulary/states/device-authorization-end'
import {
  type DeviceAuthorizationState,
  deviceAuthorizationStates,
} from '@/lib/vocabulary/states/device-authorization-state'

/** What can happen to one. */
export const deviceAuthorizationSteps = [
  'show',
  'claim',
  'approve',
  'redeem',
  'deny',
  'cancel',
  'expire',
  'withdraw',
] as const

export type DeviceAuthorizationStep = (typeof deviceAuthorizationSteps)[number]

/** `interval` of RFC 8628 §3.2. */
export const pollIntervalSeconds = 5

/** A device authorization as the client that started it may see it. */
export type DeviceAuthorizationSnapshot = {
  id: string
  /** The effective state: past its end it is expired, whatever the row says (AT-03). */
  state: DeviceAuthorizationState
  /** The row still has to be marked as expired. */
  isExpiryUnwritten: boolean
  endReason: DeviceAuthorizationEnd | null
  /** Only while claimed and until the phone has given it (Q8). */
  matchNumber: string | null
  secondScans: number
  secondsLeft: number
}

const unansweredExits = { deny: 'denied', cancel: 'cancelled', expire: 'expired' } as const

/** An approved one can only be redeemed, run out, or be withdrawn by a holder who ends all tokens: this one is as good as issued. */
const transitions: Readonly<
  Record<DeviceAuthorizationState, Readonly<Partial<Record<DeviceAuthorizationStep, DeviceAuthorizationState>>>>
> = {
  started: { show: 'shown', ...unansweredExits },
  shown: { claim: 'claimed', ...unansweredExits },
  claimed: { approve: 'approved', ...unansweredExits },
  approved: { redeem: 'redeemed', expire: 'expired', withdraw: 'cancelled' },
  redeemed: {},
  denied: {},
  expired: {},
  cancelled: {},
}

const shownColumns = ['shownAt'] as const
const claimedColumns = [...shownColumns, 'claimedAt', 'claimSecretHash', 'matchNumber'] as const
const approvedColumns = [...claimedColumns, 'numberMatchedAt', 'approvedAt', 'phoneId'] as const
const endedColumns = ['endedAt', 'endReason'] as const

/** The columns that are filled in a state. Those that only later states have are empty. */
export const columnsOfState = {
  started: [],
  shown: shownColumns,
  claimed: claimedColumns,
  approved: approvedColumns,
  redeemed: [...approvedColumns, 'redeemedAt'],
  denied: endedColumns,
  expired: endedColumns,
  cancelled: endedColumns,
} as const satisfies Record<DeviceAuthorizationState, readonly string[]>

/** The state after a step, `null` when the step is not possible from there. */
export function transition(
  state: DeviceAuthorizationState,
  step: DeviceAuthorizationStep,
): DeviceAuthorizationState | null {
  return transitions[state][step] ?? null
}

/** The states a step is possible from: the condition of the write that makes it. */
export function statesBefore(step: DeviceAuthorizationStep): DeviceAuthorizationState[] {
  return deviceAuthorizationStates.filter((state) => transition(state, step) !== null)
}

/** Whether nothing can happen any more. */
export function hasEnded(state: DeviceAuthorizationState): boolean {
  return Object.keys(transitions[state]).length === 0
}
