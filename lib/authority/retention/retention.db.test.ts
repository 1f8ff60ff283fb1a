import { expect, test } from 'vitest'
import { claimError } from '../claims/claim.errors'
import { signInWorld } from '../testing/sign-in-world'
import { forgetPast } from './forget-past'

const world = signInWorld()
const { context, db } = world

test('secrets of codes that are over are wiped; whoever scans one is refused as before, and live ones go on', async () => {
  const client = await world.newClient()
  const person = await world.register()
  const past = await world.startShown(client, person.holder)
  const live = await world.startShown(client, person.holder)
  await world.age(past, 2 * 3_600)
  const before = await world.rowOf(live)
  await forgetPast(context)
  expect((await world.rowOf(past)).sealedQrSecret).toHaveLength(0)
  expect(await world.rowOf(live)).toEqual(before)
  await expect(world.claim(past)).rejects.toEqual(claimError('claim.invalid'))
  await world.approve(live, person.authenticator)
  expect((await world.redeem(live)).outcome).toBe('issued')
})

test('what can decide nothing any more is deleted, what still decides stays', async () => {
  const client = await world.newClient()
  await db.sql`INSERT INTO authority.rate_limit (key, window_start, count)
    VALUES ('past', clock_timestamp() - interval '3 days', 9), ('today', clock_timestamp(), 9)`
  await db.sql`INSERT INTO authority.client_assertion (facility_client_id, jti_hash, expires_at)
    VALUES (${client.id}, ${new Uint8Array([1])}, clock_timestamp() - interval '11 minutes'),
      (${client.id}, ${new Uint8Array([2])}, clock_timestamp() + interval '1 minute')`
  await forgetPast(context)
  expect(await db.sql`SELECT key FROM authority.rate_limit WHERE key IN ('past', 'today')`).toEqual([{ key: 'today' }])
  const jtis =
    await db.sql`SELECT jti_hash AS jti FROM authority.client_assertion WHERE facility_client_id = ${client.id}`
  expect(jtis.map(({ jti }) => [...(jti as Uint8Array)])).toEqual([[2]])
})

test('50 at once disturb nobody', async () => {
  const client = await world.newClient()
  const person = await world.register()
  const past = await world.startShown(client, person.holder)
  await world.age(past, 2 * 3_600)
  const touched = await Promise.all(Array.from({ length: 50 }, () => forgetPast(context)))
  expect(touched.reduce((sum, each) => sum + each)).toBe(1)
})
