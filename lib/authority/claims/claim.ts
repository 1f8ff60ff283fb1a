import type { AppError } from '@/lib/kernel/app-error'
import type { NumberMatching } from '@/lib/vocabulary/number-matching'
import type { DeviceAuthorizationEnd } from '@/lib/vocabulary/states/device-authorization-end'
import type { DeviceAuthorizationState } from '@/lib/vocabulary/states/device-authorization-state'

import { deviceAuthorizationError } from '../device-authorizations/device-authorization.errors'
import { claimError } from './claim.errors'

/** A device authorization as the phone that claimed it sees it, with the number that is not sent to the phone. */
export type Claim = {
  deviceAuthorizationId: string
  facilityClientId: string
  holderId: string
  /** Effective state: past its end it is expired, whatever the row says. */
  state: DeviceAuthorizationState
  isExpiryUnwritten: boolean
  endReason: DeviceAuthorizationEnd | null
  facilityName: string
  department: string
  terminal: string
  terminalName: string
  place: string
  staffDisplayName: string
  startedAt: Date
  numberMatching: NumberMatching
  /** Two digits. Part of the challenge; never sent to a phone (AT-35). */
  matchNumber: string
  /** Three distinct numbers in random order when picking, else none. */
  matchChoices: string[]
  isNumberMatched: boolean
  secondsLeft: number
}

/** The refusal that a phone gets when its claim can do nothing more; `null` while it is open. */
export function endOfClaim(claim: Pick<Claim, 'state'>): AppError | null {
  switch (claim.state) {
    case 'claimed':
      return null
    case 'expired':
      return deviceAuthorizationError('device_authorization.expired')
    case 'cancelled':
      return deviceAuthorizationError('device_authorization.cancelled')
    case 'started':
    case 'shown':
    case 'approved':
    case 'redeemed':
    case 'denied':
      return claimError('claim.ended')
  }
}
