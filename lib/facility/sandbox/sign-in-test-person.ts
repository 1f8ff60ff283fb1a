import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { EmrPrincipal } from '../emr-clients/emr-access-token.store'
import { openAuthorityCredentials } from '../facilities/authority-key'
import type { FacilityContext } from '../facility-context'
import { endFrameSession } from '../frames/end-frame-session'
import { exchangeTicket } from '../frames/exchange-ticket'
import type { FrameView, ViewedSignIn } from '../frames/frame-view.store'
import { createQrSource } from '../frames/qr-source'
import { readFrame } from '../frames/read-frame'
import { createLaunch } from '../launches/create-launch'
import { findOpen } from '../sign-ins/sign-in.store'
import { startSignIn } from '../sign-ins/start-sign-in'
import { staffError } from '../staff/staff.errors'
import { createPhoneCalls, type PhoneCalls } from './phone-calls'
import { sandboxError } from './sandbox.errors'
import { answerChallenge, type SoftwarePhone } from './software-phone'
import { type TestPhone, testPhonePlace } from './test-phone'
import { findTestTarget } from './test-phone.store'

/** Longest time for a step of the other side: the facility hears of a claim, the token is redeemed. */
const stepMs = 10_000

type Watched = { context: FacilityContext; sessionToken: string; staffKey: Id<'staff'>; origin: RequestOrigin }

/**
 * Signs a test person in, as a doctor does: a frame is launched and shows a code, the person's phone scans it, types the number and
 * signs the challenge, and the facility redeems the token. The phone is software; nothing else of the way is left out, and it has no
 * right that a phone has not. Mounted only where SHOMEI_TRUST is test (AT-68).
 * @returns the frame's view with the new sign-in
 * @throws AppError `staff.unknown`, `sandbox.not_a_test_person`, `sandbox.sign_in_not_finished`; as `createLaunch` and `startSignIn`
 */
export async function signInTestPerson(
  context: FacilityContext,
  input: { principal: EmrPrincipal; staffCode: string; terminalCode: string },
  origin: RequestOrigin,
): Promise<FrameView> {
  const { principal, staffCode, terminalCode } = input
  const target = await findTestTarget(context.db, { emrClientId: principal.emrClientId, staffCode })
  if (target === null) throw staffError('staff.unknown')
  const { phone, pageOrigin } = target
  if (phone === null || pageOrigin === null) throw sandboxError('sandbox.not_a_test_person')
  const launch = { principal, staffCode, terminalCode, parentOrigin: pageOrigin, purpose: 'sign_in' } as const
  const { ticket } = await createLaunch(context, launch, origin)
  const { sessionToken, view } = await exchangeTicket(context, { ticket, parentOrigin: pageOrigin }, origin)
  const calls = createPhoneCalls(context)
  try {
    const { signInId } = await startSignIn(context, view, 'fido', origin)
    const watched = { context, sessionToken, staffKey: phone.staffKey, origin }
    return await answerByPhone(watched, { signInId, calls, phone: openPhone(context, phone) })
  } finally {
    await calls.close()
    await endFrameSession(context, sessionToken, origin)
  }
}

async function answerByPhone(
  watched: Watched,
  { signInId, calls, phone }: { signInId: string; calls: PhoneCalls; phone: SoftwarePhone },
): Promise<FrameView> {
  const { keyring, settings } = watched.context
  const { authorityUrl } = settings
  const shown = await viewWhen(watched, signInId, ({ state }) => state === 'shown')
  const readAtMs = performance.now()
  await lookOnce(watched, signInId)
  const code = createQrSource({ keyring, authorityUrl }, shown, readAtMs)?.frameAt(performance.now())
  if (code === null || code === undefined) throw unfinished('expired')
  await calls.claim(new URL(code.url).hash.slice(1))
  const claimed = await viewWhen(watched, signInId, ({ matchNumber }) => matchNumber !== null)
  const challenge = await calls.matchNumber(claimed.signIn?.matchNumber ?? '')
  await calls.approve(answerChallenge(phone, { challenge, authorityUrl }))
  return viewWhen(watched, signInId, ({ state }) => state === 'signed_in')
}

/** No phone can scan a code before its client has looked at it once: here no person's hand gives the follower the time for that. */
async function lookOnce({ context }: Watched, signInId: string): Promise<void> {
  const open = await findOpen(context.db, signInId)
  if (open === null || open.deviceAuthorizationId === null) throw unfinished('ended')
  const credentials = await openAuthorityCredentials(context, open.facilityId)
  const { authority } = context
  const signal = AbortSignal.timeout(stepMs)
  const states = authority.watchDeviceAuthorization(credentials, open.deviceAuthorizationId, signal, { once: true })
  for await (const { state } of states) if (state !== 'shown') throw unfinished(state)
}

/** What the frame shows once the condition holds, looked at again with every notification of that staff member. */
async function viewWhen(
  { context, sessionToken, staffKey, origin }: Watched,
  signInId: string,
  holds: (signIn: ViewedSignIn) => boolean,
): Promise<FrameView> {
  let wake = () => {}
  let isTooLate = false
  const hear = () => wake()
  const unsubscribe = await context.notifications.subscribe('facility_staff', staffKey, hear, hear)
  const timer = setTimeout(() => {
    isTooLate = true
    wake()
  }, stepMs)
  try {
    for (;;) {
      const heard = new Promise<void>((resolve) => {
        wake = resolve
      })
      const view = await readFrame(context, sessionToken, origin)
      const { signIn } = view
      if (signIn?.id !== signInId) throw unfinished('replaced')
      if (holds(signIn)) return view
      if (hasEnded(signIn)) throw unfinished(signIn.endReason ?? signIn.state)
      if (isTooLate) throw unfinished('timeout')
      await heard
    }
  } finally {
    clearTimeout(timer)
    unsubscribe()
  }
}

function hasEnded({ state }: ViewedSignIn): boolean {
  return state === 'denied' || state === 'expired' || state === 'cancelled' || state === 'failed'
}

function openPhone({ keyring }: FacilityContext, phone: TestPhone): SoftwarePhone {
  const { credentialId, userHandle, staffKey, sealedPrivateKey } = phone
  return { credentialId, userHandle, privateKey: keyring.open(sealedPrivateKey, testPhonePlace(staffKey)) }
}

function unfinished(reason: string) {
  return sandboxError('sandbox.sign_in_not_finished', { params: { reason } })
}
