import { expect, test } from 'vitest'
import { facilityWorld, testOrigin } from '../testing/facility-world'
import { listSignInStatuses } from './list-sign-in-statuses'

const world = facilityWorld()
const { context, authority, db } = world

const look = (facilityId: string) =>
  listSignInStatuses(context, { facilityId, terminalCode: null, cursor: null }, testOrigin)

test('AT-15 one look at many asks about every token that is due, also beyond the first of the list', async () => {
  const place = await world.newPlace()
  for (let count = 0; count < 24; count += 1) {
    await world.signIn({
      ...place,
      doctor: await world.newDoctor(place.hospital),
      screen: await world.newScreen(place.hospital),
    })
  }
  const kept = await world.newPlace()
  await world.signIn(kept)
  const { facilityId } = place.hospital
  await db.sql`
    UPDATE facility.vault_token SET checked_at = clock_timestamp() - interval '61 seconds' WHERE facility_id = ${facilityId}`
  authority.activeTokens.clear()
  await look(facilityId)
  const live = () => db.prisma.vaultToken.count({ where: { facilityId, endedAt: null } })
  await expect.poll(live, { timeout: 15_000 }).toBe(0)
  expect((await world.statusOf(kept)).status).toBe('signed_in')
})

test('AT-25 while the authority is away nothing is ended', async () => {
  const place = await world.newPlace()
  await world.signIn(place)
  await db.sql`UPDATE facility.vault_token SET checked_at = clock_timestamp() - interval '61 seconds'`
  const asked = new Promise<void>((resolve) => authority.before.set('introspect', async () => resolve()))
  authority.away.add('introspect')
  await look(place.hospital.facilityId)
  await asked
  expect((await world.statusOf(place)).status).toBe('signed_in')
})
