import { expect, test } from 'vitest'
import { facilityWorld } from '../testing/facility-world'
import { toFrameSession } from './frame-state'

const world = facilityWorld()

test('E8 a frame learns how its own staff member last signed in: a success at any terminal, nobody else’s, no failure', async () => {
  const place = await world.newPlace()
  const lastIn = async (at: typeof place) => {
    const { view, sessionToken, lastMethod } = await world.openFrame(at)
    return toFrameSession(view, sessionToken, lastMethod).last_method
  }
  expect(await lastIn(place)).toBeNull()
  const started = await world.startIn(place)
  world.authority.end(started.id, 'denied', 'not_me')
  await world.whenState(place, started.signInId, 'denied')
  expect(await lastIn(place)).toBeNull()

  await world.signIn(place)
  expect(await lastIn({ ...place, screen: await world.newScreen(place.hospital) })).toBe('fido')
  expect(await lastIn({ ...place, doctor: await world.newDoctor(place.hospital) })).toBeNull()
})
