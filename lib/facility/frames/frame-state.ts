import { toShownText } from '@/lib/kernel/display-text'
import { isSignInMethod, type SignInMethod, signInMethods } from '@/lib/vocabulary/sign-in-method'
import type { FrameSession, FrameSignIn, FrameState, MethodChoice } from '@/lib/wire/frame'
import { judgeMethod } from '../sign-ins/sign-in'
import { nextStatusChangeMs } from '../token-vault/sign-in-status'
import { toSignInStatus, toStatusFacts } from '../token-vault/status-row'
import type { FrameView, ViewedSignIn } from './frame-view.store'

const passedReasons: Readonly<Partial<Record<string, string>>> = {
  expired: 'sign_in.expired',
  failed: 'sign_in.failed',
}

/** The whole state of a frame as it is sent: no secret but the number that is shown anyway, and not even that to a badge. */
export function toFrameState(view: FrameView): FrameState {
  return {
    version: Number(view.status.version),
    status: toSignInStatus(view.status),
    signed_in_place: view.status.signedInTerminalName === null ? null : toShownText(view.status.signedInTerminalName),
    sign_in: view.signIn === null ? null : toFrameSignIn(view.signIn, view.session.purpose === 'sign_in'),
    session_expires_in: Math.floor(view.session.sessionExpiresInMs / 1000),
  }
}

/** What a frame learns when it is opened. */
export function toFrameSession(view: FrameView, sessionToken: string, lastMethod: SignInMethod | null): FrameSession {
  const { session, staff, terminal } = view
  return {
    session_token: sessionToken,
    expires_in: Math.floor(session.sessionExpiresInMs / 1000),
    purpose: session.purpose,
    parent_origin: session.parentOrigin,
    facility_name: toShownText(view.facilityName),
    staff: {
      staff_id: staff.staffCode,
      display_name: toShownText(staff.displayName),
      department: toShownText(staff.department),
      profession: staff.profession,
    },
    terminal: {
      name: toShownText(terminal.name),
      place: toShownText(terminal.place),
      has_reader: terminal.hasReader,
    },
    methods: methodChoices(view),
    last_method: lastMethod,
    state: toFrameState(view),
  }
}

/** Milliseconds until the state changes without an event: the session's, the sign-in's or the token's next moment. */
export function nextFrameChangeMs(view: FrameView): number {
  const { session, signIn, status } = view
  const ends = [session.sessionExpiresInMs, nextStatusChangeMs(toStatusFacts(status)) ?? Number.POSITIVE_INFINITY]
  if (signIn !== null && signIn.expiresInMs > 0) ends.push(signIn.expiresInMs)
  return Math.min(...ends)
}

/** The facility's methods first, in its order; the others stay visible with the reason. */
function methodChoices({ methods, status, terminal }: FrameView): MethodChoice[] {
  const ordered: SignInMethod[] = [
    ...methods.filter(isSignInMethod),
    ...signInMethods.filter((method) => !methods.includes(method)),
  ]
  return ordered.map((method) => {
    const reason = judgeMethod(method, { allowed: methods, linked: status.linked, hasReader: terminal.hasReader })
    return { method, available: reason === null, reason }
  })
}

function toFrameSignIn(signIn: ViewedSignIn, showsNumber: boolean): FrameSignIn {
  return {
    id: signIn.id,
    method: isSignInMethod(signIn.method) ? signIn.method : 'fido',
    state: signIn.state,
    number_matched: signIn.state === 'claimed' && signIn.matchNumber === null,
    match_number: showsNumber && signIn.state === 'claimed' ? signIn.matchNumber : null,
    second_scans: signIn.secondScans,
    can_extend: signIn.canExtend,
    expires_in: Math.ceil(signIn.expiresInMs / 1000),
    end_reason: signIn.endReason ?? passedReasons[signIn.state] ?? null,
  }
}
