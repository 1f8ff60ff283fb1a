import { appendAudit, lockAuditHead } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { DeviceAuthorizationEvent } from '@/lib/wire/oauth'
import type { FacilityContext } from '../facility-context'
import { lockForChange, touchStaff } from '../staff/staff.store'
import { endSignIn } from './end-sign-in'
import type { SignInFailure } from './sign-in'
import { type OpenSignIn, progressIfOpen } from './sign-in.store'

type End = { state: SignInFailure; reason: string; byPhone?: true }

/** What the screens show for each way in which the authority ends a sign-in. */
const ends: Readonly<Record<NonNullable<DeviceAuthorizationEvent['end_reason']>, End>> = {
  not_me: { state: 'denied', reason: 'device_authorization.denied', byPhone: true },
  wrong_number: { state: 'denied', reason: 'claim.wrong_number', byPhone: true },
  second_scans: { state: 'denied', reason: 'claim.taken', byPhone: true },
  bad_frames: { state: 'denied', reason: 'claim.invalid', byPhone: true },
  phone: { state: 'cancelled', reason: 'device_authorization.cancelled', byPhone: true },
  client: { state: 'cancelled', reason: 'device_authorization.cancelled' },
  expired: { state: 'expired', reason: 'sign_in.expired' },
}

const endsByState: Readonly<Record<'denied' | 'expired' | 'cancelled', End>> = {
  denied: { state: 'denied', reason: 'device_authorization.denied' },
  expired: { state: 'expired', reason: 'sign_in.expired' },
  cancelled: { state: 'cancelled', reason: 'device_authorization.cancelled' },
}

/** A sign-in as it was read when its process began to listen. */
type FollowedSignIn = Pick<OpenSignIn, 'id' | 'facilityId' | 'staffKey' | 'terminalKey' | 'state' | 'secondScans'>

/**
 * Brings a sign-in to the state that the authority reports. Events are whole states and may come twice, late, or to several processes.
 * `redeem`: the approval is there and the token waits. `ended`: nothing more will come.
 */
export async function applyAuthorityEvent(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  signIn: FollowedSignIn,
  event: DeviceAuthorizationEvent,
  origin: RequestOrigin,
): Promise<'redeem' | 'ended' | 'waiting'> {
  switch (event.state) {
    case 'approved':
    case 'redeemed':
      return 'redeem'
    case 'denied':
    case 'expired':
    case 'cancelled': {
      const end = event.end_reason === undefined ? endsByState[event.state] : ends[event.end_reason]
      await endSignIn(context, { ...end, signInId: signIn.id, staffKey: signIn.staffKey, actor: 'system' }, origin)
      return 'ended'
    }
    default:
      await progress(context, signIn, event, origin)
      return 'waiting'
  }
}

/** The first event of every stream: it contains the state in which the sign-in was read, or an earlier one. */
function isKnown(signIn: FollowedSignIn, event: DeviceAuthorizationEvent): boolean {
  return event.state !== 'claimed' && signIn.state !== 'starting' && event.second_scans === signIn.secondScans
}

async function progress(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  signIn: FollowedSignIn,
  event: DeviceAuthorizationEvent,
  origin: RequestOrigin,
): Promise<void> {
  if (isKnown(signIn, event)) return
  const state = event.state === 'claimed' ? 'claimed' : 'shown'
  const progressed = {
    signInId: signIn.id,
    state,
    matchNumber: state === 'claimed' ? (event.match_number ?? null) : null,
    secondScans: event.second_scans,
    expiresInSeconds: event.expires_in,
  } as const
  await context.db.transaction(async (tx) => {
    const [, changed] = await Promise.all([
      lockForChange(tx, signIn.staffKey),
      progressIfOpen(tx, progressed),
      lockAuditHead(tx, 'facility', signIn.facilityId),
    ])
    if (changed === null) return
    await touchStaff(tx, signIn.staffKey)
    if (state !== 'claimed' || changed.before === 'claimed') return
    await appendAudit(tx, 'facility', context.keyring, {
      partition: signIn.facilityId,
      action: 'sign_in.claim',
      outcome: 'success',
      actor: 'system',
      subject: signIn.id,
      origin,
      details: { staff: signIn.staffKey, terminal: signIn.terminalKey },
    })
  })
}
