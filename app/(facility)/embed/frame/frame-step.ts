import { type CodeOf, outcomeOf, type RefusalCode } from '@/lib/browser/refusal-codes'
import type { FrameSignIn } from '@/lib/wire/frame'

/** How a sign-in ended without success, in the words of the texts. */
export type FailureKind =
  | 'expired'
  | 'denied'
  | 'wrong_number'
  | 'cancelled'
  | 'rejected'
  | 'paused'
  | 'not_registered'
  | 'no_phone'
  | 'locked'
  | 'authority_unavailable'
  | 'client_refused'
  | 'session_ended'
  /** The server is in a state that this page, from an older version, does not know. */
  | 'outdated'
  | 'unexpected'

/** What the frame shows. */
export type FrameStep =
  | { step: 'methods' }
  | { step: 'preparing' }
  | { step: 'starting' }
  | { step: 'qr' }
  | { step: 'number'; matchNumber: string }
  /** The phone has given the number and asks for biometrics. */
  | { step: 'matched' }
  | { step: 'confirming' }
  | { step: 'success' }
  | { step: 'failure'; kind: FailureKind }

/** The authority cannot be reached or used; `authority.client_refused` does not pass by waiting. */
const kindsOfAuthorityCodes: Record<CodeOf<'authority'>, FailureKind> = {
  'authority.unavailable': 'authority_unavailable',
  'authority.client_refused': 'client_refused',
  'authority.clock_skew': 'authority_unavailable',
  'authority.proxy_unreachable': 'authority_unavailable',
  'authority.proxy_refused': 'authority_unavailable',
  'authority.proxy_credentials': 'authority_unavailable',
  'authority.name_not_resolved': 'authority_unavailable',
  'authority.unreachable': 'authority_unavailable',
  'authority.timeout': 'authority_unavailable',
  'authority.tls_root_unknown': 'authority_unavailable',
  'authority.tls_certificate': 'authority_unavailable',
  'authority.tls_client_certificate': 'authority_unavailable',
  'authority.tls_failed': 'authority_unavailable',
}

const kindsOfCodes: Partial<Record<RefusalCode, FailureKind>> = {
  ...kindsOfAuthorityCodes,
  'claim.wrong_number': 'wrong_number',
  'device_authorization.denied': 'denied',
  'device_authorization.expired': 'expired',
  'device_authorization.cancelled': 'cancelled',
  'request.rate_limited': 'paused',
  'sign_in.expired': 'expired',
  'sign_in.not_registered': 'not_registered',
  'sign_in.no_phone': 'no_phone',
  'staff.not_linked': 'not_registered',
  'staff.locked': 'locked',
  'frame_session.expired': 'session_ended',
  'launch.invalid': 'session_ended',
  'assertion.rejected': 'rejected',
}

/** The kind of a failure by its error code; what the list does not know is `unexpected`, never nothing. */
export function failureKindOf(code: string | null): FailureKind {
  return code === null ? 'unexpected' : outcomeOf<FailureKind>(code, kindsOfCodes, 'unexpected')
}

/**
 * The step to show for a sign-in in the server's state. `dismissedId` is the ended sign-in the user has turned away from;
 * `hasCode`: a rotating code has arrived.
 */
export function frameStepOf(signIn: FrameSignIn | null, dismissedId: string | null, hasCode: boolean): FrameStep {
  if (signIn === null || signIn.id === dismissedId) return { step: 'methods' }
  switch (signIn.state) {
    case 'starting':
      return { step: 'preparing' }
    case 'shown':
      return hasCode ? { step: 'qr' } : { step: 'preparing' }
    case 'claimed':
      if (signIn.number_matched) return { step: 'matched' }
      return signIn.match_number === null ? { step: 'preparing' } : { step: 'number', matchNumber: signIn.match_number }
    case 'redeeming':
      return { step: 'confirming' }
    case 'signed_in':
      return { step: 'success' }
    case 'denied':
    case 'expired':
    case 'cancelled':
      return {
        step: 'failure',
        kind: signIn.end_reason === null ? signIn.state : endedKind(signIn.state, signIn.end_reason),
      }
    case 'failed':
      return { step: 'failure', kind: failureKindOf(signIn.end_reason) }
    default:
      // While a hospital is being updated, a newer process may answer an older page.
      return { step: 'failure', kind: 'outdated' }
  }
}

function endedKind(state: 'denied' | 'expired' | 'cancelled', reason: string): FailureKind {
  const kind = failureKindOf(reason)
  return kind === 'unexpected' ? state : kind
}
