import { describe, expect, test } from 'vitest'
import type { Id } from '@/lib/kernel/ids'
import { changeFacility } from '../facilities/change-facility'
import { toFrameState } from '../frames/frame-state'
import { signOut } from '../sign-ins/sign-out'
import { leaveStaff } from '../staff-changes/leave-staff'
import { linkStaff } from '../staff-changes/link-staff'
import { lockStaff } from '../staff-changes/lock-staff'
import { retireTerminal } from '../terminals/retire-terminal'
import { facilityWorld, fifty, type Place, tally, testOrigin } from '../testing/facility-world'
import { checkVaultToken } from './check-vault-token'
import { listSignInStatuses } from './list-sign-in-statuses'
import { revokeEndedTokens } from './revoke-ended-tokens'

const world = facilityWorld()
const { context, authority, db } = world
const named = ({ hospital, doctor }: Place) => ({ ...hospital, ...doctor, actor: 'system' })
const out = (place: Place) =>
  signOut(context, { facilityId: place.hospital.facilityId, staff: place.doctor, actor: 'system' }, testOrigin)
const endIn = (staffKey: Id<'staff'>, seconds: number) =>
  db.sql`UPDATE facility.vault_token SET expires_at = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE staff_id = ${staffKey} AND ended_at IS NULL`

describe('central and per-terminal mode', () => {
  test('central: signed in at one terminal is signed in at every terminal', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    const elsewhere = { ...place, screen: await world.newScreen(place.hospital) }
    expect(await world.statusOf(elsewhere)).toMatchObject({
      status: 'signed_in',
      terminal_id: place.screen.terminalCode,
    })
    expect((await world.statusOf(place, false)).status).toBe('signed_in')
  })

  test('per terminal: it serves only where the sign-in took place', async () => {
    const place = await world.newPlace({ tokenMode: 'per_terminal' })
    await world.signIn(place)
    const elsewhere = { ...place, screen: await world.newScreen(place.hospital) }
    expect((await world.statusOf(place)).status).toBe('signed_in')
    expect((await world.statusOf(elsewhere)).status).toBe('sign_in_required')
    await world.signIn(elsewhere)
    expect((await world.statusOf(place)).status).toBe('signed_in')
    expect(await world.tokensOf(place.doctor.staffKey)).toHaveLength(2)
  })

  test('a terminal’s own mode overrides the facility’s, both ways', async () => {
    const place = await world.newPlace()
    const own = { ...place, screen: await world.newScreen(place.hospital, { tokenMode: 'per_terminal' }) }
    await world.signIn(place)
    expect((await world.statusOf(own)).status).toBe('sign_in_required')
    await world.signIn(own)
    expect((await world.statusOf(own)).status).toBe('signed_in')
    await out(place)
    expect((await world.statusOf(own)).status).toBe('sign_in_required')
  })

  test('a changed mode takes effect with the next look', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    const change = {
      facilityId: place.hospital.facilityId,
      settings: { tokenMode: 'per_terminal' },
      actor: 'system',
    } as const
    await changeFacility(context, change, testOrigin)
    expect((await world.statusOf(place)).status).toBe('sign_in_required')
    expect((await world.statusOf(place, false)).status).toBe('sign_in_required')
  })

  test('without a terminal nothing is green that is green at no terminal', async () => {
    const place = await world.newPlace({ tokenMode: 'per_terminal' })
    const central = { ...place, screen: await world.newScreen(place.hospital, { tokenMode: 'central' }) }
    await world.signIn(central)
    expect([await world.statusOf(central), await world.statusOf(place, false)]).toMatchObject([
      { status: 'signed_in' },
      { status: 'signed_in', terminal_id: central.screen.terminalCode },
    ])
    await db.sql`UPDATE facility.terminal SET token_mode = NULL WHERE id = ${central.screen.terminalKey}`
    expect((await world.statusOf(central)).status).toBe('sign_in_required')
    expect((await world.statusOf(place, false)).status).toBe('sign_in_required')
    await world.signIn(place)
    expect((await world.statusOf(place, false)).status).toBe('signed_in')
    await db.sql`UPDATE facility.terminal SET retired_at = now() WHERE id = ${place.screen.terminalKey}`
    expect((await world.statusOf(place, false)).status).toBe('sign_in_required')
  })

  test('a doctor with staff codes at two hospitals has two tokens; ending one leaves the other', async () => {
    const first = await world.newPlace()
    const hospital = await world.newHospital()
    const { holderSubject } = first.doctor
    const doctor = await world.newDoctor(hospital, { holderSubject })
    const second = { hospital, doctor, screen: await world.newScreen(hospital) }
    await world.signIn(first)
    expect((await world.statusOf(second)).status).toBe('sign_in_required')
    await world.signIn(second)
    await out(first)
    expect((await world.statusOf(first)).status).toBe('sign_in_required')
    expect((await world.statusOf(second)).status).toBe('signed_in')
  })
})

describe('signing out while a sign-in is under way', () => {
  test('AT-28 no token comes after the sign-out, and none lives on at the authority', async () => {
    const place = await world.newPlace()
    const { signInId, id } = await world.startIn(place)
    const before = authority.activeTokens.size
    authority.away.add('cancelDeviceAuthorization')
    const revoked = new Promise<void>((resolve) => authority.before.set('revoke', async () => resolve()))
    authority.before.set('redeem', async () => {
      authority.before.delete('redeem')
      await out(place)
    })
    authority.claim(id)
    authority.approve(id)
    await revoked
    authority.before.clear()
    authority.away.clear()
    expect(await world.rowOf(signInId)).toMatchObject({ state: 'cancelled', sealedDeviceCode: null })
    expect((await world.statusOf(place)).status).toBe('sign_in_required')
    expect(await world.tokensOf(place.doctor.staffKey)).toEqual([])
    expect(await world.auditOf(signInId)).toContain('sign_in.end failure device_authorization.cancelled')
    expect(authority.activeTokens.size).toBe(before)
    await expect(world.signIn(place)).resolves.toHaveProperty('signInId')
  })
})

describe('the end of a token', () => {
  test.each([
    { seconds: 7_300, status: 'signed_in' },
    { seconds: 7_100, status: 'expiring' },
    { seconds: 1, status: 'expiring' },
    { seconds: -1, status: 'sign_in_required' },
  ])('AT-03 $seconds s before its end it is $status, by the database’s clock alone', async ({ seconds, status }) => {
    const place = await world.newPlace()
    await world.signIn(place)
    await endIn(place.doctor.staffKey, seconds)
    expect((await world.statusOf(place)).status).toBe(status)
  })

  test('never sliding: reading it, signing in elsewhere, time itself move no end', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    const before = (await world.statusOf(place)).expires_at
    const { sessionToken } = await world.openFrame(place)
    await world.frameOf(sessionToken)
    expect((await world.statusOf(place)).expires_at).toBe(before)
  })

  test('AT-33 a database clock that jumped back revives nothing that was ended', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    await out(place)
    await db.sql`UPDATE facility.vault_token SET expires_at = clock_timestamp() + interval '30 hours' WHERE staff_id = ${place.doctor.staffKey}`
    expect((await world.statusOf(place)).status).toBe('sign_in_required')
  })

  test('a new sign-in replaces the token; the old one is revoked at the authority', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    const { staffKey } = place.doctor
    await world.signIn(place)
    const [old, current] = await world.tokensOf(staffKey)
    expect([old?.endReason, current?.endedAt]).toEqual(['replaced', null])
    await revokeEndedTokens(context, { facilityId: place.hospital.facilityId, staffKey })
    const [revoked] = await world.tokensOf(staffKey)
    expect(revoked?.revokedAt).not.toBeNull()
    expect(revoked?.sealedToken).toHaveLength(0)
    expect((await world.statusOf(place)).status).toBe('signed_in')
  })
})

const levels: [string, (place: Place) => Promise<unknown>, string][] = [
  ['sign-out', out, 'sign_in_required'],
  [
    'a removed link',
    (place) => linkStaff(context, { ...named(place), holderSubject: null }, testOrigin),
    'not_registered',
  ],
  [
    'another holder',
    (place) => linkStaff(context, { ...named(place), holderSubject: 'other' }, testOrigin),
    'sign_in_required',
  ],
  [
    'a stop by the hospital',
    (place) =>
      lockStaff(context, { ...named(place), lockedUntil: new Date(Date.now() + 9e6), reason: 'test' }, testOrigin),
    'locked',
  ],
  ['the authority', revokeAtAuthority, 'sign_in_required'],
]

async function revokeAtAuthority(place: Place): Promise<void> {
  authority.activeTokens.clear()
  const [token] = await world.tokensOf(place.doctor.staffKey)
  await checkVaultToken(context, token?.id ?? '', 0, testOrigin)
}

describe('AT-15 each level alone ends it', () => {
  test.each(levels)('%s', async (_, end, status) => {
    const place = await world.newPlace()
    await world.signIn(place)
    const { sessionToken } = await world.openFrame(place, 'badge')
    const before = toFrameState(await world.frameOf(sessionToken))
    expect(before.status.status).toBe('signed_in')
    await end(place)
    const after = toFrameState(await world.frameOf(sessionToken))
    expect(after.status).toMatchObject({ status, method: null, expires_at: null, remaining_seconds: 0 })
    expect(after.version).toBeGreaterThan(before.version)
  })

  test('a person who left has no token, neither here nor at the authority', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    const [before] = await world.tokensOf(place.doctor.staffKey)
    await leaveStaff(context, named(place), testOrigin)
    const [token] = await world.tokensOf(place.doctor.staffKey)
    expect(before?.endedAt).toBeNull()
    expect(token).toMatchObject({ endReason: 'staff_left', revokedAt: expect.any(Date) })
  })

  test('a retired terminal ends the tokens that served only it', async () => {
    const place = await world.newPlace({ tokenMode: 'per_terminal' })
    await world.signIn(place)
    await retireTerminal(context, { ...place.hospital, ...place.screen, actor: 'system' }, testOrigin)
    const [token] = await world.tokensOf(place.doctor.staffKey)
    expect(token).toMatchObject({ endReason: 'terminal_retired', revokedAt: expect.any(Date) })
  })
})

describe('sign-out', () => {
  test('ends here first, then at the authority, each with its audit row', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    const [token] = await world.tokensOf(place.doctor.staffKey)
    const before = authority.activeTokens.size
    expect(await out(place)).toEqual({ signedOut: true, revokedAtAuthority: true })
    expect(authority.activeTokens.size).toBe(before - 1)
    expect(await world.auditOf(token?.id ?? '')).toContain('vault_token.end success')
    expect(await out(place)).toEqual({ signedOut: false, revokedAtAuthority: true })
  })

  test('the authority away: ended here, said so, and revoked with the next call', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    authority.away.add('revoke')
    expect(await out(place)).toEqual({ signedOut: true, revokedAtAuthority: false })
    expect((await world.statusOf(place)).status).toBe('sign_in_required')
    authority.away.clear()
    expect(await out(place)).toEqual({ signedOut: false, revokedAtAuthority: true })
  })

  test('of 50 at once one ends it, with one audit row', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    const [token] = await world.tokensOf(place.doctor.staffKey)
    const outcomes = await fifty(() => out(place))
    expect(outcomes.filter((each) => each.status === 'fulfilled' && each.value.signedOut)).toHaveLength(1)
    expect((await world.auditOf(token?.id ?? '')).filter((line) => line.startsWith('vault_token.end'))).toHaveLength(1)
  })

  test('AT-18 another hospital’s staff member is as if it were not there', async () => {
    const place = await world.newPlace()
    const other = await world.newPlace()
    await world.signIn(other)
    await expect(out({ ...place, doctor: other.doctor })).rejects.toMatchObject({ code: 'staff.unknown' })
    expect((await world.statusOf(other)).status).toBe('signed_in')
  })
})

describe('asking the authority', () => {
  test('of 50 looks at once one asks; within the minute nobody does', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    const [token] = await world.tokensOf(place.doctor.staffKey)
    const id = token?.id ?? ''
    const before = authority.calls.get('introspect') ?? 0
    await db.sql`UPDATE facility.vault_token SET checked_at = clock_timestamp() - interval '61 seconds' WHERE id = ${id}`
    await fifty(() => checkVaultToken(context, id, 60, testOrigin))
    expect(authority.calls.get('introspect')).toBe(before + 1)
  })

  test('AT-25 the authority away ends nothing', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    const [token] = await world.tokensOf(place.doctor.staffKey)
    authority.away.add('introspect')
    await expect(checkVaultToken(context, token?.id ?? '', 0, testOrigin)).rejects.toMatchObject({
      code: 'authority.unavailable',
    })
    authority.away.clear()
    expect((await world.statusOf(place)).status).toBe('signed_in')
  })

  test('a facility that is not let in: every badge turns yellow with one alarm, and green again when it is let in', async () => {
    const place = await world.newPlace()
    const colleague = { ...place, doctor: await world.newDoctor(place.hospital) }
    await world.signIn(place)
    await world.signIn(colleague)
    const [token] = await world.tokensOf(place.doctor.staffKey)
    const clientId = `hospital-${place.hospital.code}`
    authority.refusedClients.add(clientId)
    const asked = await fifty(() => checkVaultToken(context, token?.id ?? '', 0, testOrigin))
    expect(Object.keys(tally(asked).codes)).toEqual(['authority.client_refused'])
    const yellow = { status: 'sign_in_required', method: null, remaining_seconds: 0 }
    expect(await world.statusOf(place)).toMatchObject(yellow)
    expect(await world.statusOf(colleague)).toMatchObject(yellow)
    const { sessionToken } = await world.openFrame(place, 'badge')
    expect(toFrameState(await world.frameOf(sessionToken)).status).toMatchObject(yellow)
    const alarm = 'facility.authority_refusal failure authority.client_refused'
    expect((await world.auditOf(place.hospital.facilityId)).filter((line) => line === alarm)).toHaveLength(1)
    authority.refusedClients.clear()
    await checkVaultToken(context, token?.id ?? '', 0, testOrigin)
    expect((await world.statusOf(place)).status).toBe('signed_in')
    expect((await world.statusOf(colleague)).status).toBe('signed_in')
    expect(await world.auditOf(place.hospital.facilityId)).toContain('facility.authority_refusal success')
  })

  test('a facility that is not let in does not darken another one', async () => {
    const [place, other] = [await world.newPlace(), await world.newPlace()]
    await world.signIn(place)
    await world.signIn(other)
    authority.refusedClients.add(`hospital-${place.hospital.code}`)
    const [token] = await world.tokensOf(place.doctor.staffKey)
    await expect(checkVaultToken(context, token?.id ?? '', 0, testOrigin)).rejects.toMatchObject({
      code: 'authority.client_refused',
    })
    authority.refusedClients.clear()
    expect((await world.statusOf(other)).status).toBe('signed_in')
  })

  test('AT-15 opening a frame asks, and the badge turns yellow by itself', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    await db.sql`UPDATE facility.vault_token SET checked_at = clock_timestamp() - interval '11 seconds'`
    authority.activeTokens.clear()
    await world.openFrame(place, 'badge')
    await world.when(place.doctor.staffKey, async () => (await world.statusOf(place)).status === 'sign_in_required')
    const [token] = await world.tokensOf(place.doctor.staffKey)
    expect(token?.endReason).toBe('revoked_at_authority')
  })
})

describe('statuses since a cursor', () => {
  const list = (place: Place, cursor: string | null) =>
    listSignInStatuses(context, { facilityId: place.hospital.facilityId, terminalCode: null, cursor }, testOrigin)

  test('what changed comes, by an event and by the passing of time; what did not change does not', async () => {
    const place = await world.newPlace()
    const other = { ...place, doctor: await world.newDoctor(place.hospital) }
    await world.signIn(place)
    const all = await list(place, null)
    expect(all.statuses).toHaveLength(2)
    await db.sql`UPDATE facility.staff SET status_changed_at = clock_timestamp() - interval '1 minute'
      WHERE facility_id = ${place.hospital.facilityId}`
    expect((await list(place, all.cursor)).statuses).toEqual([])
    await world.signIn(other)
    expect((await list(place, all.cursor)).statuses.map((each) => each.staff_id)).toEqual([other.doctor.staffCode])
    await endIn(place.doctor.staffKey, 0)
    const later = await list(place, all.cursor)
    expect(later.statuses.find((each) => each.staff_id === place.doctor.staffCode)?.status).toBe('sign_in_required')
  })

  test('AT-21 another hospital’s changes are not told, and a foreign cursor is malformed', async () => {
    const place = await world.newPlace()
    await world.signIn(await world.newPlace())
    expect((await list(place, null)).statuses).toHaveLength(1)
    await expect(list(place, "t1' OR 1=1")).rejects.toMatchObject({ code: 'request.malformed' })
  })
})
