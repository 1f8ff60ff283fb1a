import { describe, expect, test } from 'vitest'
import { createNotifications } from '@/lib/db/notifications'
import { changeFacility } from '@/lib/facility/facilities/change-facility'
import { signOut } from '@/lib/facility/sign-ins/sign-out'
import { lockStaff } from '@/lib/facility/staff-changes/lock-staff'
import { testOrigin } from '@/lib/facility/testing/facility-world'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import type { StaffRow } from '@/lib/wire/console'
import { type SignInStatus, signInStatus } from '@/lib/wire/emr'
import { type FrameState, frameState, qrEvent } from '@/lib/wire/frame'
import { createApi } from '../api'
import { facilityApi } from '../testing/facility-api'

const api = facilityApi()
const framePath = '/api/facility/v1/frame-sessions/current/events'
const state = (name: string) => (data: FrameState) => data.sign_in?.state === name
const status = (name: string) => (data: FrameState) => data.status.status === name

describe('a frame’s stream', () => {
  test('S5 whole states from the first moment, the code while it is shown, the number once claimed, green at the end', async () => {
    const place = await api.newPlace()
    const bearer = await api.frameBearer(place)
    const stream = await api.stream(framePath, { bearer })
    const first = frameState.parse(await stream.until('state'))
    expect(first).toMatchObject({ status: { status: 'sign_in_required' }, sign_in: null })
    const started = await api.request('POST', '/api/facility/v1/sign-ins', { bearer, json: { method: 'fido' } })
    expect(started.body).toMatchObject({ sign_in: { state: 'shown' } })
    await stream.until('state', state('shown'))
    const [one, two] = [qrEvent.parse(await stream.until('qr')), qrEvent.parse(await stream.until('qr'))]
    expect(one.url).not.toBe(two.url)
    const id = api.authority.idOf(place.screen.terminalKey)
    api.authority.claim(id, '07')
    expect(await stream.until('state', state('claimed'))).toMatchObject({ sign_in: { match_number: '07' } })
    api.authority.approve(id)
    const done = frameState.parse(await stream.until('state', state('signed_in')))
    expect(done).toMatchObject({ status: { status: 'signed_in' }, sign_in: { match_number: null } })
    await stream.close()
  })

  test('every open screen of the staff member turns green at once, on any terminal', async () => {
    const place = await api.newPlace()
    const elsewhere = { ...place, screen: await api.newScreen(place.hospital) }
    const badge = await api.stream(framePath, { bearer: await api.frameBearer(elsewhere, 'badge') })
    await badge.until('state', status('sign_in_required'))
    await api.signIn(place)
    const green = frameState.parse(await badge.until('state', status('signed_in')))
    expect(green.status.terminal_id).toBe(place.screen.terminalCode)
    await badge.close()
  })

  test('a changed token mode shows at once: nothing stays green where nothing serves', async () => {
    const place = await api.newPlace()
    await api.signIn(place)
    const badge = await api.stream(framePath, { bearer: await api.frameBearer(place, 'badge') })
    await badge.until('state', status('signed_in'))
    const { facilityId } = place.hospital
    await changeFacility(api.context, { facilityId, settings: { tokenMode: 'per_terminal' }, actor: 'x' }, testOrigin)
    await badge.until('state', status('sign_in_required'))
    await badge.close()
  })

  test('another process on the same database pushes it too', async () => {
    const place = await api.newPlace()
    const bearer = await api.frameBearer(place, 'badge')
    const other = { ...api.context, notifications: createNotifications(api.db) }
    const second = createApi({
      authority: { ...other, signingKeystore: openSigningKeystore(other.settings.keystore, other.keyring) },
      facility: other,
    })
    const headers = { host: 'shomei.hospital.example.jp', authorization: `Bearer ${bearer}` }
    const response = await second.request(`https://shomei.hospital.example.jp${framePath}`, { headers })
    const reader = response.body?.getReader()
    await api.signIn(place)
    let text = ''
    while (!text.includes('"status":"signed_in"')) text += new TextDecoder().decode((await reader?.read())?.value)
    await reader?.cancel()
  })

  test('S7 it ends with its bearer, and the next try is refused', async () => {
    const place = await api.newPlace()
    const bearer = await api.frameBearer(place)
    const stream = await api.stream(framePath, { bearer })
    await stream.until('state')
    await api.request('DELETE', '/api/facility/v1/frame-sessions/current', { bearer })
    await api.signIn(place)
    while ((await stream.next()) !== null);
    expect((await api.request('GET', framePath, { bearer })).body['code']).toBe('frame_session.expired')
  })

  test('AT-33 it turns yellow by itself when the token ends, and tells when it is expiring', async () => {
    const place = await api.newPlace()
    await api.signIn(place)
    const { staffKey } = place.doctor
    await api.db.sql`UPDATE facility.vault_token
      SET expires_at = clock_timestamp() + interval '7201.5 seconds' WHERE staff_id = ${staffKey}`
    const stream = await api.stream(framePath, { bearer: await api.frameBearer(place, 'badge') })
    await stream.until('state', status('signed_in'))
    await stream.until('state', status('expiring'))
    await stream.close()
    await api.db.sql`UPDATE facility.vault_token
      SET expires_at = clock_timestamp() + interval '1.5 seconds' WHERE staff_id = ${staffKey}`
    const again = await api.stream(framePath, { bearer: await api.frameBearer(place, 'badge') })
    await again.until('state', status('expiring'))
    await again.until('state', status('sign_in_required'))
    await again.close()
  })

  test('S2, AT-32 its headers keep proxies from holding it back, and set nothing', async () => {
    const stream = await api.stream(framePath, { bearer: await api.frameBearer(await api.newPlace()) })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.headers.get('cache-control')).toBe('no-cache, no-transform')
    expect(stream.headers.get('x-accel-buffering')).toBe('no')
    expect(stream.headers.get('set-cookie')).toBeNull()
    await stream.close()
  })

  test('S7 the fifth stream of one frame ends the first', async () => {
    const bearer = await api.frameBearer(await api.newPlace())
    const streams = []
    for (let count = 0; count < 5; count += 1) {
      const stream = await api.stream(framePath, { bearer })
      await stream.until('state')
      streams.push(stream)
    }
    while ((await streams[0]?.next()) !== null);
    for (const stream of streams.slice(1)) await stream.close()
  })

  test('polling gives the same state and the code of the moment; the secret is in neither', async () => {
    const place = await api.newPlace()
    const { sessionToken: bearer } = await api.startIn(place)
    const { body, text } = await api.request('GET', '/api/facility/v1/frame-sessions/current', { bearer })
    expect(body).toMatchObject({ sign_in: { state: 'shown' }, qr: { url: expect.stringContaining('/sign-in#') } })
    const { signIn } = await api.frameOf(bearer)
    const sealed = Buffer.from(signIn?.sealedQrSecret ?? [])
    for (const secret of ['qr_secret', 'device_code', sealed.toString('base64'), sealed.toString('base64url')]) {
      expect(text).not.toContain(secret)
    }
  })

  test('AT-14 the number is told to no badge', async () => {
    const place = await api.newPlace()
    const { signInId, id } = await api.startIn(place)
    api.authority.claim(id, '88')
    await api.whenState(place, signInId, 'claimed')
    const bearer = await api.frameBearer(place, 'badge')
    const { body } = await api.request('GET', '/api/facility/v1/frame-sessions/current', { bearer })
    expect(body).toMatchObject({ sign_in: { state: 'claimed', match_number: null }, qr: null })
  })
})

describe('an EMR’s stream', () => {
  test('all statuses at once, then each change whole, and none of another hospital', async () => {
    const [place, other] = [await api.newPlace(), await api.newPlace()]
    const stream = await api.stream('/api/emr/v1/events', { bearer: await api.emrBearer(place.hospital) })
    const { statuses } = (await stream.until('statuses')) as { statuses: SignInStatus[] }
    expect(statuses.map((each) => each.staff_id)).toEqual([place.doctor.staffCode])
    await api.signIn(other)
    await api.signIn(place)
    const seen: SignInStatus[] = []
    while (seen.at(-1)?.status !== 'signed_in') seen.push(signInStatus.parse(await stream.until('status')))
    expect(new Set(seen.map((each) => each.staff_id))).toEqual(new Set([place.doctor.staffCode]))
    await stream.close()
  })

  test('S7 it ends when its client is disabled', async () => {
    const place = await api.newPlace()
    const stream = await api.stream('/api/emr/v1/events', { bearer: await api.emrBearer(place.hospital) })
    await stream.until('statuses')
    await api.db
      .sql`UPDATE facility.emr_client SET disabled_at = now() WHERE facility_id = ${place.hospital.facilityId}`
    await api.signIn(await api.newPlace())
    while ((await stream.next()) !== null);
  })
})

describe('the console’s stream', () => {
  test('all rows at once, then the whole row of who changed; it ends with the session', async () => {
    const place = await api.newPlace()
    const cookie = await api.consoleCookie(place.hospital)
    const stream = await api.stream('/api/facility/v1/console/today/events', { cookie })
    type Rows = { rows: StaffRow[]; as_of: string }
    const first = (await stream.until('rows')) as Rows
    expect(first.rows.map((row) => row.staff_id)).toContain(place.doctor.staffCode)
    await api.signIn(place)
    const signedIn = ({ rows }: Rows) => rows.some((row) => row.status === 'signed_in')
    const changed = (await stream.until('rows', signedIn)) as Rows
    expect(changed.rows).toHaveLength(1)
    expect(changed.rows[0]).toMatchObject({ staff_id: place.doctor.staffCode, terminal_name: '診察室1' })
    await api.db.sql`UPDATE facility.console_session SET ended_at = clock_timestamp()`
    const named = { ...place.hospital, ...place.doctor, actor: 'system' }
    await lockStaff(api.context, { ...named, lockedUntil: new Date(Date.now() + 9e6), reason: 'test' }, testOrigin)
    while ((await stream.next()) !== null);
  })

  test('AT-56 it ends when no role of the account holds its right any more, while the session lives', async () => {
    const place = await api.newPlace()
    const cookie = await api.consoleCookie(place.hospital)
    const stream = await api.stream('/api/facility/v1/console/today/events', { cookie })
    await stream.until('rows')
    await api.db.sql`ALTER TABLE facility.console_account DROP CONSTRAINT console_account_roles`
    await api.db.sql`UPDATE facility.console_account SET roles = '{unknown_to_this_build}'`
    await api.signIn(place)
    const after: string[] = []
    for (let event = await stream.next(); event !== null; event = await stream.next()) after.push(event.event)
    expect(after.filter((name) => name !== 'heartbeat')).toEqual([])
    const polled = await api.request('GET', '/api/facility/v1/console/today', { cookie })
    expect([polled.status, polled.body['code']]).toEqual([403, 'request.forbidden'])
    await api.db.sql`UPDATE facility.console_session SET ended_at = clock_timestamp()`
  })

  test('D6 what the screen reads by itself keeps no session alive, pushed or polled', async () => {
    const place = await api.newPlace()
    const cookie = await api.consoleCookie(place.hospital)
    const seen = () => api.db.sql`SELECT last_seen_at AS at FROM facility.console_session WHERE ended_at IS NULL`
    const [before] = await seen()
    const stream = await api.stream('/api/facility/v1/console/today/events', { cookie })
    await stream.until('rows')
    expect((await api.request('GET', '/api/facility/v1/console/today', { cookie })).status).toBe(200)
    expect(await seen()).toEqual([before])
  })
})

describe('AT-14 what the front says decides nothing', () => {
  test('a forged message changes nothing: the EMR’s back end is told the truth', async () => {
    const place = await api.newPlace()
    const emr = await api.emrBearer(place.hospital)
    const bearer = await api.frameBearer(place)
    const statusPath = `/api/emr/v1/staff/${place.doctor.staffCode}/sign-in-status`
    const forged = { method: 'fido', state: 'signed_in', staff_id: place.doctor.staffCode }
    const answer = await api.request('POST', '/api/facility/v1/sign-ins', { bearer, json: forged })
    expect(answer.status).toBe(400)
    expect((await api.request('GET', statusPath, { bearer: emr })).body).toMatchObject({ status: 'sign_in_required' })
    await api.signIn(place)
    expect((await api.request('GET', statusPath, { bearer: emr })).body).toMatchObject({ status: 'signed_in' })
    await signOut(api.context, { facilityId: place.hospital.facilityId, staff: place.doctor, actor: 'x' }, testOrigin)
    expect((await api.request('GET', statusPath, { bearer: emr })).body).toMatchObject({ status: 'sign_in_required' })
  })
})
