import type { IconName } from '@/lib/ui/base/icon'
import type { StatusTone } from '@/lib/ui/base/status-pill'
import type { SignInStatus } from '@/lib/wire/emr'

/** The badge's states: the server's, and `unknown` while nothing fresh is heard: grey, never green. */
export type BadgeState = SignInStatus['status'] | 'unknown'

const looks: Record<BadgeState, { tone: StatusTone; icon: IconName }> = {
  signed_in: { tone: 'good', icon: 'check_circle' },
  expiring: { tone: 'good', icon: 'clock' },
  sign_in_required: { tone: 'caution', icon: 'alert' },
  not_registered: { tone: 'neutral', icon: 'minus_circle' },
  locked: { tone: 'danger', icon: 'lock' },
  unknown: { tone: 'unknown', icon: 'question' },
}

export function badgeLook(state: BadgeState): { tone: StatusTone; icon: IconName } {
  return looks[state]
}

/**
 * The state to show: what the server said, corrected by the seconds that have passed since on this page's own steady clock, so
 * that a badge turns yellow at the end even when nothing can be heard. Stale and green become `unknown`.
 */
export function badgeStateOf(status: SignInStatus['status'] | null, secondsLeft: number, isStale: boolean): BadgeState {
  if (status === null) return 'unknown'
  const isGreen = status === 'signed_in' || status === 'expiring'
  if (isGreen && secondsLeft <= 0) return 'sign_in_required'
  return isGreen && isStale ? 'unknown' : status
}
