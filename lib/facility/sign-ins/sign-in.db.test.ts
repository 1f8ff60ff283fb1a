import { describe, expect, test } from 'vitest'
import { fromBase64Url } from '@/lib/kernel/bytes'
import { parseFrame, verifyFrame } from '@/lib/rotating-qr/rotating-qr'
import { toFrameState } from '../frames/frame-state'
import { createQrSource } from '../frames/qr-source'
import { leaveStaff } from '../staff-changes/leave-staff'
import { linkStaff } from '../staff-changes/link-staff'
import { lockStaff } from '../staff-changes/lock-staff'
import { retireTerminal } from '../terminals/retire-terminal'
import { facilityWorld, type Place, tally, testOrigin } from '../testing/facility-world'
import { applyAuthorityEvent } from './apply-authority-event'
import { cancelSignIn } from './cancel-sign-in'
import { signOut } from './sign-out'
import { startSignIn } from './start-sign-in'

const world = facilityWorld()
const { context, authority, db } = world

const start = async (place: Place, method: 'fido' | 'hpki_card' | 'my_number_card' = 'fido') => {
  const { view } = await world.openFrame(place)
  return startSignIn(context, view, method, testOrigin)
}

describe('a sign-in from its start to the vault', () => {
  test('shows, is claimed with the number, and ends signed in with its audit rows', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId, id } = await world.startIn(place)
    const shown = toFrameState(await world.frameOf(sessionToken))
    expect(shown.sign_in).toMatchObject({ id: signInId, state: 'shown', match_number: null, end_reason: null })
    authority.claim(id, '73')
    await world.whenState(place, signInId, 'claimed')
    const claimed = toFrameState(await world.frameOf(sessionToken))
    expect(claimed.sign_in).toMatchObject({ state: 'claimed', match_number: '73' })
    expect(claimed.version).toBeGreaterThan(shown.version)
    authority.approve(id)
    await world.whenState(place, signInId, 'signed_in')
    const done = toFrameState(await world.frameOf(sessionToken))
    expect(done).toMatchObject({ status: { status: 'signed_in', method: 'fido' }, sign_in: { state: 'signed_in' } })
    expect(done.status.remaining_seconds).toBeGreaterThan(64_790)
    expect(await world.auditOf(signInId)).toEqual([
      'sign_in.start success',
      'sign_in.claim success',
      'sign_in.complete success',
    ])
    const [token] = await world.tokensOf(place.doctor.staffKey)
    expect(await world.auditOf(token?.id ?? '')).toEqual(['vault_token.store success'])
  })

  test('RFC 10027, 17: what the phone shows comes from the hospital’s records', async () => {
    const place = await world.newPlace({ numberMatching: 'pick' })
    await world.startIn(place)
    expect(authority.started.at(-1)).toMatchObject({
      staff_display_name: '見本 太郎',
      terminal: place.screen.terminalKey,
      terminal_name: '診察室1',
      place: '本館1階',
      number_matching: 'pick',
    })
  })

  test('AT-19 an ended sign-in keeps no secret, and the vault no readable token', async () => {
    const place = await world.newPlace()
    const { signInId } = await world.signIn(place)
    expect(await world.rowOf(signInId)).toMatchObject({
      sealedDeviceCode: null,
      sealedQrSecret: null,
      matchNumber: null,
    })
    const [token] = await world.tokensOf(place.doctor.staffKey)
    const sealed = Buffer.from(token?.sealedToken ?? []).toString('latin1')
    for (const active of authority.activeTokens) expect(sealed).not.toContain(active)
  })

  test.each([
    ['not_me', 'denied', 'device_authorization.denied'],
    ['wrong_number', 'denied', 'claim.wrong_number'],
    ['second_scans', 'denied', 'claim.taken'],
    ['expired', 'expired', 'sign_in.expired'],
    ['phone', 'cancelled', 'device_authorization.cancelled'],
  ] as const)(
    'ended at the authority by %s it is %s here, with its reason and an audit row',
    async (reason, state, code) => {
      const place = await world.newPlace()
      const { sessionToken, signInId, id } = await world.startIn(place)
      authority.claim(id)
      authority.end(id, state, reason)
      await world.whenState(place, signInId, state)
      const { sign_in: signIn, status } = toFrameState(await world.frameOf(sessionToken))
      expect(signIn).toMatchObject({ state, end_reason: code })
      expect(status.status).toBe('sign_in_required')
      expect(await world.auditOf(signInId)).toContain(`sign_in.end failure ${code}`)
    },
  )

  test('Q8 the number leaves the screen once the phone has given it, and an older event does not bring it back', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId, id } = await world.startIn(place)
    authority.claim(id, '73')
    await world.whenState(place, signInId, 'claimed')
    const shown = async () => toFrameState(await world.frameOf(sessionToken)).sign_in
    expect(await shown()).toMatchObject({ match_number: '73', number_matched: false })
    authority.match(id)
    await world.when(place.doctor.staffKey, async () => (await shown())?.number_matched === true)
    expect(await shown()).toMatchObject({ state: 'claimed', match_number: null })

    const older = { device_authorization_id: id, state: 'claimed', match_number: '73', expires_in: 300 } as const
    const { facilityId } = place.hospital
    const of = { id: signInId, facilityId, staffKey: place.doctor.staffKey, terminalKey: place.screen.terminalKey }
    const followed = { ...of, state: 'claimed', secondScans: 0 } as const
    await applyAuthorityEvent(context, followed, { ...older, second_scans: 0 }, testOrigin)
    expect(await shown()).toMatchObject({ match_number: null, number_matched: true })
  })

  test('AT-11 a second scan is told to the screen', async () => {
    const place = await world.newPlace()
    const { sessionToken, id } = await world.startIn(place)
    authority.claim(id)
    authority.scanAgain(id)
    await world.when(place.doctor.staffKey, async () => (await world.frameOf(sessionToken)).signIn?.secondScans === 1)
  })
})

describe('starting', () => {
  test.each([
    ['hpki_card', 'sign_in.method_not_available'],
    ['my_number_card', 'sign_in.method_not_available'],
  ] as const)('AT-05 %s, not offered, is refused however it is asked for', async (method, code) => {
    const place = await world.newPlace()
    await expect(start(place, method)).rejects.toMatchObject({ code })
    await expect(start(place)).resolves.toHaveProperty('signInId')
  })

  test('AT-05 a facility that switched the QR off gets none', async () => {
    const place = await world.newPlace({ methods: ['hpki_card'] })
    await expect(start(place)).rejects.toMatchObject({ code: 'sign_in.method_not_available' })
    expect(authority.started.map(({ terminal }) => terminal)).not.toContain(place.screen.terminalKey)
  })

  test('AT-04 the ticket of a badge opens no sign-in', async () => {
    const { view } = await world.openFrame(await world.newPlace(), 'badge')
    await expect(startSignIn(context, view, 'fido', testOrigin)).rejects.toMatchObject({ code: 'request.forbidden' })
  })

  test('somebody not linked, and somebody stopped, is told so', async () => {
    const place = await world.newPlace()
    const named = { ...place.hospital, ...place.doctor, actor: 'system' }
    const ahead = new Date(Date.now() + 3_600_000)
    await lockStaff(context, { ...named, lockedUntil: ahead, reason: 'test' }, testOrigin)
    await expect(start(place)).rejects.toMatchObject({ code: 'staff.locked' })
    await lockStaff(context, { ...named, lockedUntil: null, reason: 'test' }, testOrigin)
    await linkStaff(context, { ...named, holderSubject: null }, testOrigin)
    await expect(start(place)).rejects.toMatchObject({ code: 'sign_in.not_registered' })
  })

  test('the authority away: told so, the row has ended, and the next start works', async () => {
    const place = await world.newPlace()
    const { sessionToken, view } = await world.openFrame(place)
    authority.away.add('startDeviceAuthorization')
    await expect(startSignIn(context, view, 'fido', testOrigin)).rejects.toMatchObject({
      code: 'authority.unavailable',
    })
    authority.away.clear()
    const state = toFrameState(await world.frameOf(sessionToken))
    expect(state.sign_in).toMatchObject({ state: 'failed', end_reason: 'authority.unavailable' })
    await expect(startSignIn(context, view, 'fido', testOrigin)).resolves.toHaveProperty('signInId')
  })

  test('a crash while starting leaves a sign-in that runs out, and a way on', async () => {
    const place = await world.newPlace()
    const { sessionToken, view } = await world.openFrame(place)
    const asked = new Promise<void>((resolve) => {
      authority.before.set('startDeviceAuthorization', () => {
        resolve()
        return new Promise(() => {})
      })
    })
    startSignIn(context, view, 'fido', testOrigin).catch(() => {})
    await asked
    authority.before.clear()
    expect(toFrameState(await world.frameOf(sessionToken)).sign_in).toMatchObject({ state: 'starting' })
    await db.sql`UPDATE facility.sign_in SET expires_at = clock_timestamp() - interval '1 millisecond' WHERE staff_id = ${place.doctor.staffKey}`
    expect(toFrameState(await world.frameOf(sessionToken)).sign_in).toMatchObject({
      state: 'failed',
      end_reason: 'sign_in.failed',
    })
    await expect(startSignIn(context, view, 'fido', testOrigin)).resolves.toHaveProperty('signInId')
  })

  test('a new one ends the one before it, here and at the authority; only one is ever open', async () => {
    const place = await world.newPlace()
    const { view } = await world.openFrame(place)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => startSignIn(context, view, 'fido', testOrigin)),
    )
    const rows = await db.prisma.signIn.findMany({ where: { staffKey: place.doctor.staffKey } })
    expect(rows).toHaveLength(10)
    expect(rows.filter(({ endedAt }) => endedAt === null)).toHaveLength(1)
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
  })

  test.each(['not_me', 'wrong_number', 'second_scans', 'bad_frames', 'phone'] as const)(
    'AT-37 starts that somebody at the screen spoils do not use up those of the terminal: %s',
    async (reason) => {
      const place = await world.newPlace()
      const { view } = await world.openFrame(place)
      for (let count = 0; count < 21; count += 1) {
        const { signInId } = await startSignIn(context, view, 'fido', testOrigin)
        const { deviceAuthorizationId } = await world.rowOf(signInId)
        authority.end(deviceAuthorizationId ?? '', reason === 'phone' ? 'cancelled' : 'denied', reason)
        await world.whenState(place, signInId, reason === 'phone' ? 'cancelled' : 'denied')
      }
      await expect(startSignIn(context, view, 'fido', testOrigin)).resolves.toBeDefined()
    },
  )

  test('AT-37 nor do starts whose code a stranger has claimed and left alone, until the doctor starts over', async () => {
    const place = await world.newPlace()
    const { view } = await world.openFrame(place)
    for (let count = 0; count < 21; count += 1) {
      const { signInId } = await startSignIn(context, view, 'fido', testOrigin)
      const { deviceAuthorizationId } = await world.rowOf(signInId)
      authority.claim(deviceAuthorizationId ?? '', '73')
      await world.whenState(place, signInId, 'claimed')
    }
    await expect(startSignIn(context, view, 'fido', testOrigin)).resolves.toBeDefined()
  })

  test('AT-37 doctors of one terminal who start over, cancel and sign out at once after a claim do not block each other', async () => {
    const place = await world.newPlace()
    const places = [place]
    while (places.length < 9) places.push({ ...place, doctor: await world.newDoctor(place.hospital) })
    const ends = []
    for (const [turn, own] of places.entries()) {
      const { view } = await world.openFrame(own)
      const { signInId } = await startSignIn(context, view, 'fido', testOrigin)
      authority.claim((await world.rowOf(signInId)).deviceAuthorizationId ?? '', '73')
      await world.whenState(own, signInId, 'claimed')
      const { facilityId, staffKey } = view.session
      ends.push(
        [
          () => startSignIn(context, view, 'fido', testOrigin),
          () => cancelSignIn(context, view.session, signInId, testOrigin),
          () => signOut(context, { facilityId, staff: { staffKey }, actor: staffKey }, testOrigin),
        ][turn % 3],
      )
    }
    expect(tally(await Promise.allSettled(ends.map((end) => end?.())))).toEqual({ passed: 9, codes: {} })
  })

  test('section 14: the 21st start of a terminal in ten minutes waits', async () => {
    const place = await world.newPlace()
    const { view } = await world.openFrame(place)
    for (let count = 0; count < 20; count += 1) await startSignIn(context, view, 'fido', testOrigin)
    await expect(startSignIn(context, view, 'fido', testOrigin)).rejects.toMatchObject({
      code: 'request.rate_limited',
      retryAfterSeconds: expect.any(Number),
    })
    await expect(start({ ...place, screen: await world.newScreen(place.hospital) })).resolves.toHaveProperty('signInId')
  })
})

describe('cancelling', () => {
  test('ends it here and at the authority', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId, id } = await world.startIn(place)
    const { session } = await world.frameOf(sessionToken)
    await cancelSignIn(context, session, signInId, testOrigin)
    expect((await world.rowOf(signInId)).state).toBe('cancelled')
    const credentials = { clientId: `hospital-${place.hospital.code}`, keyId: '', privateKeyDer: new Uint8Array() }
    const events = authority.watchDeviceAuthorization(credentials, id, new AbortController().signal)
    for await (const event of events) expect(event.state).toBe('cancelled')
  })

  test('AT-18 another frame’s sign-in is as if it were not there, and goes on', async () => {
    const place = await world.newPlace()
    const { signInId } = await world.startIn(place)
    const foreign = await world.openFrame(await world.newPlace())
    const cancel = cancelSignIn(context, foreign.view.session, signInId, testOrigin)
    await expect(cancel).rejects.toMatchObject({ code: 'sign_in.unknown' })
    expect((await world.rowOf(signInId)).state).toBe('shown')
  })

  test('AT-13 after its end nothing brings it back', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId, id } = await world.startIn(place)
    const { session } = await world.frameOf(sessionToken)
    authority.before.set('cancelDeviceAuthorization', async () => authority.approve(id))
    await cancelSignIn(context, session, signInId, testOrigin)
    authority.before.clear()
    expect((await world.rowOf(signInId)).state).toBe('cancelled')
    expect(await world.tokensOf(place.doctor.staffKey)).toEqual([])
  })
})

const ends: [string, (place: Place) => Promise<unknown>][] = [
  [
    'staff member left',
    ({ hospital, doctor }) => leaveStaff(context, { ...hospital, ...doctor, actor: 'system' }, testOrigin),
  ],
  [
    'terminal was retired',
    ({ hospital, screen }) => retireTerminal(context, { ...hospital, ...screen, actor: 'system' }, testOrigin),
  ],
  [
    'link to the holder was removed',
    ({ hospital, doctor }) =>
      linkStaff(context, { ...hospital, ...doctor, holderSubject: null, actor: 'system' }, testOrigin),
  ],
  [
    'facility was disabled',
    ({ hospital }) => db.sql`UPDATE facility.facility SET disabled_at = now() WHERE id = ${hospital.facilityId}`,
  ],
]

describe('what changed in the middle (AT-28)', () => {
  test.each(ends)(
    'the %s while the phone approved: no token is kept, and it does not live on at the authority',
    async (_, end) => {
      const place = await world.newPlace()
      const { signInId, id } = await world.startIn(place)
      const before = authority.activeTokens.size
      await end(place)
      authority.claim(id)
      authority.approve(id)
      await world.whenState(place, signInId, 'failed')
      expect(await world.tokensOf(place.doctor.staffKey)).toEqual([])
      expect(authority.activeTokens.size).toBe(before)
      expect(await world.auditOf(signInId)).toContain('sign_in.end failure sign_in.failed')
    },
  )
})

describe('the rotating code', () => {
  test('AT-33 follows the database’s clock and the monotonic one; the authority accepts it, and the secret stays inside', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId } = await world.startIn(place)
    const view = await world.frameOf(sessionToken)
    const source = createQrSource(
      { keyring: context.keyring, authorityUrl: 'https://authority.example.jp' },
      view,
      1_000,
    )
    const [now, later] = [source?.frameAt(1_000), source?.frameAt(11_000)]
    expect(now).toMatchObject({
      sign_in_id: signInId,
      url: expect.stringMatching(/^https:\/\/authority\.example\.jp\/sign-in#/),
    })
    const frames = [now, later].map((event) => parseFrame(event?.url.split('#')[1] ?? ''))
    expect((frames[1]?.elapsedSeconds ?? 0) - (frames[0]?.elapsedSeconds ?? 0)).toBe(10)
    const [frame] = frames
    if (frame === null || frame === undefined) throw new Error('no frame')
    const wrong = { frame, qrSecret: new Uint8Array(32), terminal: place.screen.terminalKey, elapsedSeconds: 1 }
    expect(verifyFrame(wrong).accepted).toBe(false)
    expect(JSON.stringify(now)).not.toContain(Buffer.from(view.signIn?.sealedQrSecret ?? []).toString('base64url'))
    expect(fromBase64Url(frame.qrToken)).not.toBeNull()
  })

  test('there is none after its time, none once claimed, and none for a badge', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId, id } = await world.startIn(place)
    const options = { keyring: context.keyring, authorityUrl: 'https://authority.example.jp' }
    const view = await world.frameOf(sessionToken)
    expect(createQrSource(options, view, 0)?.frameAt(130_000)).toBeNull()
    const badge = await world.openFrame(place, 'badge')
    expect(createQrSource(options, badge.view, 0)).toBeNull()
    authority.claim(id)
    await world.whenState(place, signInId, 'claimed')
    expect(createQrSource(options, await world.frameOf(sessionToken), 0)).toBeNull()
  })
})
