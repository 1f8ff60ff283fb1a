import { describe, expect, test } from 'vitest'
import { verifyAuditChain } from '@/lib/audit/verify-audit-chain'
import type { TokenAnswer } from '@/lib/wire/oauth'
import { toFrameState } from '../frames/frame-state'
import { readFrame } from '../frames/read-frame'
import { facilityWorld, fifty, type Place, tally, testOrigin } from '../testing/facility-world'
import { completeSignIn } from './complete-sign-in'
import { followSignIn, stopFollowing } from './follow-sign-in'
import { leaseIfOpen } from './redeem.store'
import { redeemSignIn } from './redeem-sign-in'

const world = facilityWorld()
const { context, authority, db } = world

const targetOf = (place: Place, signInId: string) => ({
  id: signInId,
  facilityId: place.hospital.facilityId,
  staffKey: place.doctor.staffKey,
})
const tokenFor = (place: Place, accessToken: string): TokenAnswer => ({
  access_token: accessToken,
  token_type: 'Bearer',
  expires_in: 64_800,
  scope: 'sign',
  sub: place.doctor.holderSubject,
  amr: [],
  method: 'fido',
  credential_ids: [],
  issued_at: Math.floor(Date.now() / 1000),
})

/** A sign-in that this process does not follow. */
async function startUnfollowed(place: Place) {
  const started = await world.startIn(place)
  stopFollowing()
  return started
}

describe('redeeming', () => {
  test('of 50 processes at once one has the turn', async () => {
    const { signInId } = await startUnfollowed(await world.newPlace())
    const leases = await fifty(() => leaseIfOpen(context.db, { signInId, approved: true, leaseSeconds: 20 }))
    const won = leases.filter((each) => each.status === 'fulfilled' && each.value !== null)
    expect(won).toHaveLength(1)
  })

  test('of 50 redemptions at once one reaches the authority, one token and one audit row come of it', async () => {
    const place = await world.newPlace()
    const { signInId, id } = await startUnfollowed(place)
    authority.claim(id)
    authority.approve(id)
    const before = authority.calls.get('redeem') ?? 0
    await fifty(() => redeemSignIn(context, signInId, true, testOrigin))
    expect(authority.calls.get('redeem')).toBe(before + 1)
    expect(await world.tokensOf(place.doctor.staffKey)).toHaveLength(1)
    expect((await world.auditOf(signInId)).filter((line) => line === 'sign_in.complete success')).toHaveLength(1)
  })

  test('AT-37 a denial that is learned by polling gives the start back as well', async () => {
    const place = await world.newPlace()
    for (let count = 0; count < 21; count += 1) {
      const { signInId, id } = await startUnfollowed(place)
      authority.end(id, 'denied', 'not_me')
      expect(await redeemSignIn(context, signInId, false, testOrigin)).toBe('ended')
    }
    await expect(world.startIn(place)).resolves.toBeDefined()
  })

  test('of 50 completions of one sign-in at once one is stored', async () => {
    const place = await world.newPlace()
    const { signInId } = await startUnfollowed(place)
    const outcomes = await fifty((index) =>
      completeSignIn(context, targetOf(place, signInId), tokenFor(place, `token-${index}`), testOrigin),
    )
    const stored = outcomes.filter((each) => each.status === 'fulfilled' && each.value.outcome === 'stored')
    expect(stored).toHaveLength(1)
    expect(await world.tokensOf(place.doctor.staffKey)).toHaveLength(1)
  })

  test.each([
    ['as the authority tells it, where the clocks agree', 64_801, (told: number) => told],
    ['counted by our own clock where the authority’s is ahead', 64_860, null],
    ['counted by our own clock where the authority’s is behind', 64_740, null],
    ['counted by our own clock where the authority tells none', null, null],
  ])('the end of a token is %s', async (_, secondsAhead, expected) => {
    const place = await world.newPlace()
    const { signInId } = await startUnfollowed(place)
    const now = Math.floor(Date.now() / 1000)
    const told = secondsAhead === null ? {} : { expires_at: now + secondsAhead }
    await completeSignIn(context, targetOf(place, signInId), { ...tokenFor(place, 'told'), ...told }, testOrigin)
    const [row] = await db.sql<{ seconds: number }[]>`
      SELECT extract(epoch FROM expires_at)::float AS seconds FROM facility.vault_token WHERE sign_in_id = ${signInId}`
    if (expected !== null) expect(row?.seconds).toBe(expected(now + 64_801))
    else expect(Math.abs((row?.seconds ?? 0) - (now + 64_800))).toBeLessThan(10)
  })

  test('of 50 tokens for one staff member from 50 terminals at once one is live, and 49 were replaced', async () => {
    const place = await world.newPlace()
    const signInIds: string[] = []
    for (let count = 0; count < 50; count += 1) {
      signInIds.push((await startUnfollowed({ ...place, screen: await world.newScreen(place.hospital) })).signInId)
    }
    const outcomes = await fifty((index) =>
      completeSignIn(
        context,
        targetOf(place, signInIds[index] ?? ''),
        tokenFor(place, `replacing-${index}`),
        testOrigin,
      ),
    )
    const tokens = await world.tokensOf(place.doctor.staffKey)
    expect(tally(outcomes)).toEqual({ passed: 50, codes: {} })
    expect(tokens).toHaveLength(50)
    expect(tokens.filter(({ endedAt }) => endedAt === null)).toHaveLength(1)
    expect(tokens.filter(({ endReason }) => endReason === 'replaced')).toHaveLength(49)
    const chain = await verifyAuditChain(db, context.keyring, 'facility', place.hospital.facilityId)
    expect(chain.faults).toEqual([])
  })

  test('AT-08 a token of another holder than the staff member’s is not kept', async () => {
    const place = await world.newPlace()
    const { signInId } = await startUnfollowed(place)
    const foreign = { ...tokenFor(place, 'foreign'), sub: 'holder-somebody-else' }
    expect(await completeSignIn(context, targetOf(place, signInId), foreign, testOrigin)).toEqual({
      outcome: 'refused',
    })
    expect(await world.tokensOf(place.doctor.staffKey)).toEqual([])
  })

  test('not approved yet: pending, and the screen sees no difference', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId } = await startUnfollowed(place)
    expect(await redeemSignIn(context, signInId, false, testOrigin)).toBe('pending')
    const { sign_in: signIn } = toFrameState(await world.frameOf(sessionToken))
    expect(signIn).toMatchObject({ state: 'shown' })
  })
})

describe('faults', () => {
  test('a redemption that takes long is told to the screens, until it has ended', async () => {
    const place = await world.newPlace()
    const { signInId, id } = await world.startIn(place)
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    authority.before.set('redeem', () => held)
    authority.claim(id)
    authority.approve(id)
    await world.whenState(place, signInId, 'redeeming')
    authority.before.clear()
    answer()
    await world.whenState(place, signInId, 'signed_in')
  })

  test('a process that dies while redeeming: another takes over after its turn and the user sees a way on', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId, id } = await startUnfollowed(place)
    authority.approve(id)
    await leaseIfOpen(context.db, { signInId, approved: true, leaseSeconds: 20 })
    expect(await redeemSignIn(context, signInId, true, testOrigin)).toBe('busy')
    await db.sql`UPDATE facility.sign_in SET redeeming_until = clock_timestamp() - interval '1 second' WHERE id = ${signInId}`
    await readFrame(context, sessionToken, testOrigin)
    await world.whenState(place, signInId, 'signed_in')
    expect((await world.statusOf(place)).status).toBe('signed_in')
  })

  test('a process that dies after the authority gave the token: failed with a way on, never a token without its row', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId, id } = await startUnfollowed(place)
    authority.approve(id)
    const leased = await leaseIfOpen(context.db, { signInId, approved: true, leaseSeconds: 20 })
    expect(leased).not.toBeNull()
    authority.end(id, 'redeemed')
    await db.sql`UPDATE facility.sign_in SET redeeming_until = clock_timestamp() - interval '1 second' WHERE id = ${signInId}`
    expect(await redeemSignIn(context, signInId, true, testOrigin)).toBe('ended')
    const { sign_in: signIn, status } = toFrameState(await world.frameOf(sessionToken))
    expect(signIn).toMatchObject({ state: 'failed', end_reason: 'sign_in.failed' })
    expect(status.status).toBe('sign_in_required')
    await expect(world.startIn(place)).resolves.toHaveProperty('signInId')
  })

  test('the authority goes away between approval and redemption, and comes back', async () => {
    const place = await world.newPlace()
    const { signInId, id } = await world.startIn(place)
    const asked = new Promise<void>((resolve) => authority.before.set('redeem', async () => resolve()))
    authority.away.add('redeem')
    authority.approve(id)
    await asked
    expect((await world.rowOf(signInId)).endedAt).toBeNull()
    authority.away.clear()
    authority.before.clear()
    await world.whenState(place, signInId, 'signed_in')
  })

  test('the database refuses the audit row: the token is not kept and does not live on', async () => {
    const place = await world.newPlace()
    const { signInId, id } = await startUnfollowed(place)
    authority.approve(id)
    const before = authority.activeTokens.size
    const broken = {
      ...context,
      keyring: {
        ...context.keyring,
        auditMac: () => {
          throw new Error('no audit key')
        },
      },
    }
    await expect(redeemSignIn(broken, signInId, true, testOrigin)).rejects.toThrow()
    expect(await world.tokensOf(place.doctor.staffKey)).toEqual([])
    expect(authority.activeTokens.size).toBe(before)
  })
})

describe('following', () => {
  test('a proxy that swallows streams: the sign-in still ends, by polling', async () => {
    const place = await world.newPlace()
    authority.away.add('watchDeviceAuthorization')
    const { signInId, id } = await world.startIn(place)
    authority.approve(id)
    await world.whenState(place, signInId, 'signed_in')
    authority.away.clear()
  })

  test('a proxy that holds streams back: number and token arrive by asking again, each within seconds', async () => {
    const place = await world.newPlace()
    authority.holdsStreamsBack = true
    const { signInId, id } = await world.startIn(place)
    authority.claim(id, '47')
    await world.whenState(place, signInId, 'claimed')
    expect((await world.rowOf(signInId)).matchNumber).toBe('47')
    const approvedAt = performance.now()
    authority.approve(id)
    await world.whenState(place, signInId, 'signed_in')
    expect(performance.now() - approvedAt).toBeLessThan(5_000)
    authority.holdsStreamsBack = false
  })

  test('streams that are cut are opened again', async () => {
    const place = await world.newPlace()
    const { signInId, id } = await world.startIn(place)
    await opened(id)
    authority.cutStreams()
    authority.claim(id)
    await world.whenState(place, signInId, 'claimed')
  })

  test('a process that only shows the frame goes on with what another one started', async () => {
    const place = await world.newPlace()
    const { sessionToken, signInId, id } = await startUnfollowed(place)
    authority.claim(id)
    await readFrame(context, sessionToken, testOrigin)
    await world.whenState(place, signInId, 'claimed')
    authority.approve(id)
    await world.whenState(place, signInId, 'signed_in')
  })

  test('followed twice in one process it is watched once', async () => {
    const { signInId, id } = await world.startIn(await world.newPlace())
    await opened(id)
    const streams = authority.streamsOpen()
    for (let count = 0; count < 10; count += 1) followSignIn(context, signInId, testOrigin)
    expect(authority.streamsOpen()).toBe(streams)
  })
})

/** Until the follower listens. */
async function opened(id: string): Promise<void> {
  await expect.poll(() => authority.watches(id)).toBeGreaterThan(0)
}
