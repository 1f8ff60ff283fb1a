import { expect, test } from 'vitest'
import type { Transaction } from '@/lib/db/database'
import { facilityWorld, type Place, testOrigin } from '../testing/facility-world'
import { cancelSignIn } from './cancel-sign-in'
import { stopFollowing } from './follow-sign-in'
import { leaseIfOpen } from './redeem.store'

const world = facilityWorld()
const { context, db } = world

/** A sign-in that this process does not follow. */
async function startUnfollowed(place: Place): Promise<string> {
  const { signInId } = await world.startIn(place)
  stopFollowing()
  return signInId
}

/** Begins `second` while `first` is not yet committed, and lets it wait for that commit. */
async function whileOpen<Result>(first: (tx: Transaction) => Promise<unknown>, second: () => Promise<Result>) {
  const { outcome } = await db.transaction(async (tx) => {
    await first(tx)
    let isSettled = false
    const outcome = Promise.allSettled([second()]).finally(() => {
      isSettled = true
    })
    await expect.poll(async () => isSettled || (await isAnyoneWaiting()), { timeout: 10_000 }).toBe(true)
    return { outcome }
  })
  const [settled] = await outcome
  return settled
}

async function isAnyoneWaiting(): Promise<boolean> {
  const rows = await db.sql`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return rows.length > 0
}

test('a number that is being written while the token is fetched is hidden with it', async () => {
  const signInId = await startUnfollowed(await world.newPlace())
  const leased = await whileOpen(
    async ({ sql }) => {
      await sql`UPDATE facility.sign_in SET state = 'claimed' WHERE id = ${signInId}`
      await sql`UPDATE facility.qr_sign_in SET match_number = '73' WHERE sign_in_id = ${signInId}`
    },
    () => leaseIfOpen(context.db, { signInId, approved: true, leaseSeconds: 20 }),
  )
  expect(leased).toMatchObject({ status: 'fulfilled', value: { id: signInId } })
  expect(await world.rowOf(signInId)).toMatchObject({ state: 'redeeming', matchNumber: null })
})

test('secrets that arrive while the sign-in ends are refused, whatever the code does', async () => {
  const place = await world.newPlace()
  const signInId = await startUnfollowed(place)
  await db.sql`DELETE FROM facility.qr_sign_in WHERE sign_in_id = ${signInId}`
  const written = await whileOpen(
    ({ sql }) => sql`
      UPDATE facility.sign_in SET state = 'cancelled', ended_at = clock_timestamp(), end_reason = 'sign_in.failed' WHERE id = ${signInId}`,
    () => context.db.sql`
      INSERT INTO facility.qr_sign_in (sign_in_id, device_authorization_id, sealed_device_code, qr_token, sealed_qr_secret)
      VALUES (${signInId}, 'dva_late', '\\x01'::bytea, 'late', '\\x02'::bytea)`,
  )
  expect(written).toMatchObject({ status: 'rejected', reason: { code: '23514' } })
  expect(await world.rowOf(signInId)).toMatchObject({
    state: 'cancelled',
    sealedDeviceCode: null,
    sealedQrSecret: null,
  })
})

test('an open sign-in without its code is not taken to be redeemed: it stays as it is and can be cancelled', async () => {
  const place = await world.newPlace()
  const signInId = await startUnfollowed(place)
  await db.sql`DELETE FROM facility.qr_sign_in WHERE sign_in_id = ${signInId}`
  const before = await world.rowOf(signInId)
  expect(await leaseIfOpen(context.db, { signInId, approved: true, leaseSeconds: 20 })).toBeNull()
  expect(await world.rowOf(signInId)).toEqual(before)
  const frame = { launchId: before.launchId, staffKey: place.doctor.staffKey, terminalKey: place.screen.terminalKey }
  await cancelSignIn(context, frame, signInId, testOrigin)
  expect(await world.rowOf(signInId)).toMatchObject({ state: 'cancelled' })
})
