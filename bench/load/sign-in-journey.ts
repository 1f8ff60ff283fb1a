import type { LaunchPurpose } from '@/lib/vocabulary/launch-purpose'
import { launchAnswer } from '@/lib/wire/emr'
import { frameSession } from '@/lib/wire/frame'
import { claim } from '@/lib/wire/phone'
import type { BenchDoctor } from '../world/seed-doctors'
import type { ApiAnswer, ApiCaller } from './call-api'
import { type FrameScreen, openFrameScreen } from './frame-screen'
import type { Target } from './keep-alive-load'

/** What the people and machines of one sign-in talk to. */
export type Scene = {
  facilityTarget: Target
  facility: ApiCaller
  authority: ApiCaller
  emrBearer: string
  parentOrigin: string
  /** Waits until the authority knows that the code is shown, which every phone but one without hands takes longer to scan. */
  untilClaimable(frame: string): Promise<void>
}

export type Actors = { doctor: BenchDoctor; terminalCode: string; phoneAddress: string }

/** Reports how long each step took, in milliseconds. */
export type Clock = { lap(step: string): void }

const claims = '/api/authority/v1/claims'

/** The EMR asks for a ticket, its page opens the frame, the frame opens its stream. */
export async function openScreen(
  { facility, facilityTarget, emrBearer, parentOrigin }: Scene,
  { doctor, terminalCode }: Pick<Actors, 'doctor' | 'terminalCode'>,
  purpose: LaunchPurpose,
  clock?: Clock,
): Promise<{ screen: FrameScreen; bearer: string }> {
  const launch = await facility.call({
    path: '/api/emr/v1/launches',
    headers: { authorization: `Bearer ${emrBearer}` },
    body: { staff_id: doctor.staffCode, terminal_id: terminalCode, parent_origin: parentOrigin, purpose },
  })
  const { ticket } = launchAnswer.parse(JSON.parse(launch.body))
  clock?.lap('launch')
  const opened = await facility.call({
    path: '/api/facility/v1/frame-sessions',
    body: { ticket, parent_origin: parentOrigin },
  })
  const bearer = frameSession.parse(JSON.parse(opened.body)).session_token
  clock?.lap('frame session')
  const screen = await openFrameScreen(facilityTarget, bearer)
  await screen.until(() => true)
  clock?.lap('frame stream')
  return { screen, bearer }
}

/** From the choice of the phone as method to the assertion that the phone has ready; the last step is `sendAssertion`. */
export async function prepareApproval(
  { facility, authority, untilClaimable }: Scene,
  { doctor, phoneAddress }: Actors,
  { screen, bearer }: { screen: FrameScreen; bearer: string },
  clock?: Clock,
): Promise<{ sendAssertion(): Promise<ApiAnswer> }> {
  await facility.call({
    path: '/api/facility/v1/sign-ins',
    headers: { authorization: `Bearer ${bearer}` },
    body: { method: 'fido' },
  })
  clock?.lap('start, with device authorization')
  const url = await screen.nextQr()
  clock?.lap('code on the screen')
  const frame = new URL(url).hash.slice(1)
  await untilClaimable(frame)
  clock?.lap('code can be claimed')
  const phone = { 'x-forwarded-for': phoneAddress, 'sec-fetch-site': 'same-origin' }
  const scanned = await authority.call({ path: claims, headers: phone, body: { frame } })
  clock?.lap('claim')
  const { state } = await screen.until(({ sign_in }) => sign_in?.match_number != null)
  clock?.lap('number on the screen')
  const headers = { ...phone, cookie: scanned.cookie ?? '' }
  const number = await authority.call({
    path: `${claims}/current/number`,
    headers,
    body: { number: state.sign_in?.match_number },
  })
  clock?.lap('number, with options')
  const { options } = claim.parse(JSON.parse(number.body))
  const response = doctor.authenticator.get({ challenge: String(options?.['challenge']) })
  return {
    sendAssertion: () => authority.call({ path: `${claims}/current/assertion`, headers, body: { response } }),
  }
}
