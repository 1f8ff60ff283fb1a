import type { ShomeiEvent, SignInResult } from '../vendor-api'

/**
 * What a sign-in has come to, judged from the events so far. Starts as cancelled: a dialog closed without any event was cancelled.
 * A success stays, whatever follows; after a failure the frame offers another way, so a later event replaces it.
 */
export function updateOutcome(outcome: SignInResult, event: ShomeiEvent): SignInResult {
  if (outcome.signedIn) return outcome
  switch (event.type) {
    case 'signed_in':
      return { signedIn: true, method: event.method, expires_at: event.expires_at }
    case 'denied':
    case 'expired':
    case 'cancelled':
      return { signedIn: false, reason: event.type }
    case 'error':
      return { signedIn: false, reason: 'error', code: event.code }
    case 'shown':
    case 'claimed':
      return { signedIn: false, reason: 'cancelled' }
    default:
      return outcome
  }
}
