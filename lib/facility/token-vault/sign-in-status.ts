import type { SignInStatusName } from '@/lib/wire/emr'

/** What decides the colour of a badge; times as the database's clock counts them. */
export type StatusFacts = {
  /** Linked to a holder of the authority. */
  linked: boolean
  /** Stopped by the hospital. */
  locked: boolean
  /** The authority does not let the facility in: no token can be used. */
  refused: boolean
  /** Of the live token that serves here; `null` when there is none. */
  remainingSeconds: number | null
  expiringSeconds: number
}

/** The state of a staff member's sign-in; whatever stops it comes before whatever is left of it. */
export function judgeSignInStatus({
  linked,
  locked,
  refused,
  remainingSeconds,
  expiringSeconds,
}: StatusFacts): SignInStatusName {
  if (locked) return 'locked'
  if (!linked) return 'not_registered'
  if (refused) return 'sign_in_required'
  if (remainingSeconds === null || remainingSeconds <= 0) return 'sign_in_required'
  return remainingSeconds > expiringSeconds ? 'signed_in' : 'expiring'
}

/** Milliseconds until the state changes by the mere passing of time; `null` when it does not. */
export function nextStatusChangeMs({ remainingSeconds, expiringSeconds }: StatusFacts): number | null {
  if (remainingSeconds === null || remainingSeconds <= 0) return null
  const seconds = remainingSeconds > expiringSeconds ? remainingSeconds - expiringSeconds : remainingSeconds
  return seconds * 1000
}
