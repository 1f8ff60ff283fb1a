import type { DeviceAuthorizationAnswer, DeviceAuthorizationEvent, SignInDetails, TokenAnswer } from '@/lib/wire/oauth'
import type { AuthorityHealth } from './reachability/authority-health'
import type { SigningPort } from './signing-port'
import type { Trust } from './trust'

/** How a facility identifies itself at the authority (RFC 7523 §2.2). */
export type AuthorityCredentials = {
  clientId: string
  keyId: string
  /** PKCS#8 DER of an EC P-256 key, opened from the facility's row for this call only. */
  privateKeyDer: Uint8Array
}

export type RedeemOutcome =
  | { outcome: 'issued'; token: TokenAnswer }
  /** RFC 8628 §3.5 `authorization_pending` or `slow_down`. */
  | { outcome: 'pending' }
  | { outcome: 'denied' }
  | { outcome: 'expired' }
  /** `invalid_grant`: unknown, of another client, or redeemed before. */
  | { outcome: 'invalid' }

export type WatchOptions = {
  /** The state of this moment alone, in an answer that ends: a proxy that holds streams back passes it on. */
  once?: boolean
  /** Called for everything that arrives, heartbeats too. */
  onHeard?: () => void
}

/**
 * The signing authority as a hospital sees it; one adapter per authority. Every call may throw `authority.unavailable` or another
 * code of authority.errors.ts with the reason, or `authority.client_refused` when the authority does not let this facility in; the
 * caller's own state is then unchanged.
 */
export type AuthorityPort = SigningPort & {
  /** @throws AppError `sign_in.no_phone` (also for a holder that the authority does not know or has disabled), `request.rate_limited` */
  startDeviceAuthorization(
    credentials: AuthorityCredentials,
    request: { holderSubject: string; details: SignInDetails },
  ): Promise<DeviceAuthorizationAnswer>
  /** Whole states as they change, until one that has ended, the signal, or a lost connection (then the iterator returns). */
  watchDeviceAuthorization(
    credentials: AuthorityCredentials,
    deviceAuthorizationId: string,
    signal: AbortSignal,
    options?: WatchOptions,
  ): AsyncIterable<DeviceAuthorizationEvent>
  redeem(credentials: AuthorityCredentials, deviceCode: string): Promise<RedeemOutcome>
  /** Ends a device authorization that this client started; ending an ended one is no error. */
  cancelDeviceAuthorization(credentials: AuthorityCredentials, deviceAuthorizationId: string): Promise<void>
  /** Extends the time to read a code, once; what cannot be extended stays as it is. Returns the seconds that are left. */
  extendDeviceAuthorization(
    credentials: AuthorityCredentials,
    deviceAuthorizationId: string,
  ): Promise<{ secondsLeft: number }>
  /** RFC 7009. */
  revoke(credentials: AuthorityCredentials, accessToken: string): Promise<void>
  /** Anchors, certificates and CRLs to judge signed documents with; never older than their own terms. */
  readTrust(): Promise<Trust>
  /** Asks for nothing: learns whether the authority answers, and its time. */
  probe(): Promise<void>
  /** How the calls of this process went last; makes no call. */
  readHealth(): AuthorityHealth
  /** RFC 7662, `active` only. @throws AppError `authority.client_refused` while the facility itself is not let in */
  introspect(credentials: AuthorityCredentials, accessToken: string): Promise<{ active: boolean }>
}
