import { appendAudit } from '@/lib/audit/audit.store'
import { AppError } from '@/lib/kernel/app-error'
import { fromBase64Url, utf8 } from '@/lib/kernel/bytes'
import { toShownText } from '@/lib/kernel/display-text'
import { type Id, newId } from '@/lib/kernel/ids'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import type { LaunchPurpose } from '@/lib/vocabulary/launch-purpose'
import type { NumberMatching } from '@/lib/vocabulary/number-matching'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { DeviceAuthorizationAnswer } from '@/lib/wire/oauth'
import { authorityError } from '../authority-port/authority.errors'
import { openAuthorityCredentials } from '../facilities/authority-key'
import { watchRefusal } from '../facilities/watch-refusal'
import type { FacilityContext } from '../facility-context'
import { staffError } from '../staff/staff.errors'
import { lockForChange, touchStaff } from '../staff/staff.store'
import { cancelAtAuthority, endSignIn } from './end-sign-in'
import { followSignIn } from './follow-sign-in'
import { deviceCodePlace, judgeMethod, qrSecretPlace, startingSeconds } from './sign-in'
import { signInError } from './sign-in.errors'
import { cancelOpen, type EndedSignIn, insertStarting, showIfStarting } from './sign-in.store'
import { releaseSpoiledStarts, terminalStarts } from './start-limit'

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'authority' | 'notifications'>

/** For whom and where a sign-in starts: the part of what a frame shows that it depends on. */
export type SignInPlace = {
  session: {
    launchId: string
    facilityId: string
    staffKey: Id<'staff'>
    terminalKey: Id<'terminal'>
    purpose: LaunchPurpose
  }
  facilityName: string
  methods: string[]
  numberMatching: NumberMatching
  staff: { displayName: string }
  terminal: { name: string; place: string; department: string; hasReader: boolean }
  status: { linked: boolean; locked: boolean; refused: boolean }
}

/**
 * Starts a sign-in in a frame and begins to follow it; whatever was under way for the same staff member and terminal ends. The row
 * comes first, then the call to the authority, so that a crash in between leaves a sign-in that runs out, never one unknown here.
 * @throws AppError `sign_in.not_registered`, `sign_in.no_phone`, `sign_in.method_not_available`, `staff.locked`, `request.forbidden` (badge frames),
 * `request.rate_limited`, `authority.unavailable`, `authority.client_refused`
 */
export async function startSignIn(
  context: Context,
  view: SignInPlace,
  method: SignInMethod,
  origin: RequestOrigin,
): Promise<{ signInId: string }> {
  assertMayStart(view, method)
  const { terminalKey } = view.session
  await countAttempt(context.db, 'facility', terminalStarts(terminalKey))
  const { signInId, holderSubject, replaced } = await reserve(context, view, method, origin)
  const cancellations = Promise.all(replaced.map((ended) => cancelAtAuthority(context, ended)))
  try {
    const { facilityId } = view.session
    const call = () => callAuthority(context, view, holderSubject)
    const answer = await watchRefusal(context, facilityId, origin, call, { wasRefused: view.status.refused })
    await show(context, view, { signInId, answer })
  } catch (error) {
    const reason = error instanceof AppError ? error.code : 'sign_in.failed'
    const { staffKey, launchId: actor } = view.session
    await endSignIn(context, { signInId, staffKey, state: 'failed', reason, actor }, origin)
    throw error
  } finally {
    await cancellations
  }
  followSignIn(context, signInId, origin)
  return { signInId }
}

function assertMayStart(view: SignInPlace, method: SignInMethod): void {
  if (view.session.purpose !== 'sign_in') throw requestError('request.forbidden', { detail: 'badge frame' })
  const { linked, locked } = view.status
  if (locked) throw staffError('staff.locked')
  if (!linked) throw signInError('sign_in.not_registered')
  const reason = judgeMethod(method, { allowed: view.methods, linked, hasReader: view.terminal.hasReader })
  if (reason !== null) throw signInError('sign_in.method_not_available', { detail: reason })
}

/** The screens are notified of the code, a moment later, or of the failure; only sign-ins that ended now are announced at once. */
async function reserve(
  context: Context,
  { session }: SignInPlace,
  method: SignInMethod,
  origin: RequestOrigin,
): Promise<{ signInId: string; holderSubject: string; replaced: EndedSignIn[] }> {
  const signInId = newId('signIn')
  const { facilityId, staffKey, terminalKey, launchId } = session
  return context.db.transaction(async (tx) => {
    const [staff, replaced] = await Promise.all([lockForChange(tx, staffKey), cancelOpen(tx, staffKey, terminalKey)])
    if (staff === null || staff.left || staff.holderSubject === null) throw signInError('sign_in.not_registered')
    await insertStarting(tx, { id: signInId, facilityId, staffKey, terminalKey, launchId, method, startingSeconds })
    if (replaced.length > 0) await touchStaff(tx, staffKey)
    await releaseSpoiledStarts(tx, replaced)
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'sign_in.start',
      outcome: 'success',
      actor: launchId,
      subject: signInId,
      origin,
      details: { staff: staffKey, terminal: terminalKey, method, replaced: replaced.map(({ id }) => id) },
    })
    return { signInId, holderSubject: staff.holderSubject, replaced }
  })
}

/**
 * What the phone will show comes from the hospital's own records, never from the request (RFC 10027, item 17). The authority refuses
 * what would not show, so an old record is sent as it is shown.
 */
async function callAuthority(
  context: Context,
  view: SignInPlace,
  holderSubject: string,
): Promise<DeviceAuthorizationAnswer> {
  const credentials = await openAuthorityCredentials(context, view.session.facilityId)
  return context.authority.startDeviceAuthorization(credentials, {
    holderSubject,
    details: {
      type: 'shomei_sign_in',
      facility_name: toShownText(view.facilityName),
      department: toShownText(view.terminal.department),
      staff_display_name: toShownText(view.staff.displayName),
      terminal: view.session.terminalKey,
      terminal_name: toShownText(view.terminal.name),
      place: toShownText(view.terminal.place),
      number_matching: view.numberMatching,
    },
  })
}

async function show(
  context: Context,
  { session }: SignInPlace,
  { signInId, answer }: { signInId: string; answer: DeviceAuthorizationAnswer },
): Promise<void> {
  const qrSecret = fromBase64Url(answer.qr_secret)
  if (qrSecret?.length !== 32) throw authorityError('authority.unavailable', { detail: 'qr_secret' })
  const starting = {
    id: signInId,
    deviceAuthorizationId: answer.device_authorization_id,
    sealedDeviceCode: context.keyring.seal(utf8(answer.device_code), deviceCodePlace(signInId)),
    qrToken: answer.qr_token,
    sealedQrSecret: context.keyring.seal(qrSecret, qrSecretPlace(signInId)),
    expiresInSeconds: answer.claim_expires_in ?? answer.expires_in,
  }
  const shown = await context.db.transaction(async (tx) => {
    const [, changed] = await Promise.all([lockForChange(tx, session.staffKey), showIfStarting(tx, starting)])
    if (changed) await touchStaff(tx, session.staffKey)
    return changed
  })
  if (shown) return
  const { facilityId } = session
  await cancelAtAuthority(context, { facilityId, deviceAuthorizationId: answer.device_authorization_id })
  throw signInError('sign_in.unknown', { detail: 'ended while starting' })
}
