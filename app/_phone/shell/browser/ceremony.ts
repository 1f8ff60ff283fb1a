import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser'

/** Options of a ceremony as the authority sends them. */
export type CeremonyOptions = { challenge: string; [member: string]: unknown }

/** Why a ceremony gave nothing. None of these reaches the authority and none costs a try (P6). */
export type CeremonyFailure = 'cancelled' | 'blocked' | 'already_registered' | 'not_supported' | 'failed'

export type Ceremony = { ok: true; response: { id: string } } | { ok: false; failure: CeremonyFailure }

/** Makes a passkey. To be called straight from the tap: iOS forgets the gesture after other waiting (P4). */
export function makePasskey(options: CeremonyOptions): Promise<Ceremony> {
  return settle(() =>
    startRegistration({ optionsJSON: options as CeremonyOptions & PublicKeyCredentialCreationOptionsJSON }),
  )
}

/** Signs the challenge with a passkey. To be called straight from the tap (P4). */
export function signWithPasskey(options: CeremonyOptions): Promise<Ceremony> {
  return settle(() =>
    startAuthentication({ optionsJSON: options as CeremonyOptions & PublicKeyCredentialRequestOptionsJSON }),
  )
}

/**
 * Whether a ceremony may begin without a further tap: the browser still counts the last one (transient activation, five seconds in
 * Chromium, less in Safari). A browser without the API is taken to want a tap.
 */
export function isTapFresh({ userActivation }: Pick<Partial<Navigator>, 'userActivation'> = navigator): boolean {
  return userActivation?.isActive === true
}

/** Takes the phone's sheet away, when what it is for has ended. */
export function abortCeremony(): void {
  WebAuthnAbortService.cancelCeremony()
}

async function settle(start: () => Promise<{ id: string }>): Promise<Ceremony> {
  const startedAt = performance.now()
  try {
    return { ok: true, response: await start() }
  } catch (error) {
    return { ok: false, failure: toFailure(error, performance.now() - startedAt) }
  }
}

/** A holder cannot read and dismiss the phone's sheet within a second: it was never shown. */
const sheetMs = 1_000

/**
 * By the name of the DOMException (WebAuthn L3 §5.1.3 step 24, §5.1.4 step 22) and the time it took. `NotAllowedError` hides a
 * refusal, a time-out, a missing gesture and a missing passkey alike, on purpose; but an app's browser gives it at once.
 */
export function toFailure(error: unknown, elapsedMs: number): CeremonyFailure {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
      return elapsedMs < sheetMs ? 'blocked' : 'cancelled'
    case 'AbortError':
      return 'cancelled'
    case 'InvalidStateError':
      return 'already_registered'
    case 'NotSupportedError':
    case 'ConstraintError':
    case 'SecurityError':
      return 'not_supported'
    default:
      return 'failed'
  }
}
