import { expect, test } from 'vitest'
import { facilityWorld } from '../testing/facility-world'
import { forgetPast } from './forget-past'

const world = facilityWorld()
const { context, db } = world

test('a token past its end loses its octets; a live one keeps them', async () => {
  const [past, live] = [await world.newPlace(), await world.newPlace()]
  await world.signIn(past)
  await world.signIn(live)
  await db.sql`UPDATE facility.vault_token SET expires_at = clock_timestamp() - interval '61 minutes'
    WHERE staff_id = ${past.doctor.staffId}`
  await forgetPast(context)
  expect((await world.tokensOf(past.doctor.staffId))[0]?.sealedToken).toHaveLength(0)
  expect((await world.tokensOf(live.doctor.staffId))[0]?.sealedToken.length).toBeGreaterThan(0)
  expect((await world.statusOf(live)).status).toBe('signed_in')
})

test('a sign-in that nobody follows any more is ended with its audit row, once, and its secrets are gone', async () => {
  const place = await world.newPlace()
  const { signInId } = await world.startIn(place)
  await db.sql`UPDATE facility.sign_in SET expires_at = clock_timestamp() - interval '11 minutes' WHERE id = ${signInId}`
  await Promise.all(Array.from({ length: 50 }, () => forgetPast(context)))
  expect(await world.rowOf(signInId)).toMatchObject({
    state: 'expired',
    endReason: 'sign_in.expired',
    sealedDeviceCode: null,
    sealedQrSecret: null,
  })
  const ends = (await world.auditOf(signInId)).filter((line) => line.startsWith('sign_in.end'))
  expect(ends).toEqual(['sign_in.end failure sign_in.expired'])
})

test('a sign-in under way is left alone', async () => {
  const place = await world.newPlace()
  const { signInId } = await world.startIn(place)
  await forgetPast(context)
  expect((await world.rowOf(signInId)).state).toBe('shown')
})

test('frames of last week are forgotten unless somebody signed in from them', async () => {
  const place = await world.newPlace()
  await world.launch(place)
  await world.signIn(place)
  await db.sql`UPDATE facility.launch SET ticket_expires_at = clock_timestamp() - interval '8 days'`
  await forgetPast(context)
  const left = await db.prisma.launch.findMany({ where: { staffId: place.doctor.staffId }, include: { signIns: true } })
  expect(left.map(({ signIns }) => signIns.length)).toEqual([1])
})
