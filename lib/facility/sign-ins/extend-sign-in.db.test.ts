import { expect, test } from 'vitest'
import { toFrameState } from '../frames/frame-state'
import { facilityWorld, type Place, testOrigin } from '../testing/facility-world'
import { extendSignIn } from './extend-sign-in'

const world = facilityWorld()
const { context, authority } = world

async function shown(place: Place) {
  const started = await world.startIn(place)
  const { session } = await world.frameOf(started.sessionToken)
  const stateOf = async () => toFrameState(await world.frameOf(started.sessionToken)).sign_in
  return { ...started, stateOf, extend: () => extendSignIn(context, session, started.signInId, testOrigin) }
}

test('Q12 the code that a frame shows gets its time once more, audited, and the frame offers it no longer', async () => {
  const { stateOf, extend, signInId } = await shown(await world.newPlace())
  const before = await stateOf()
  expect(before?.can_extend).toBe(true)
  await extend()
  const after = await stateOf()
  expect(after?.can_extend).toBe(false)
  expect(after?.expires_in).toBeGreaterThan((before?.expires_in ?? 0) + 60)
  expect(await world.auditOf(signInId)).toContain('sign_in.extend success')
})

test('AT-65 of 50 extensions at once one reaches the authority', async () => {
  const { extend, signInId } = await shown(await world.newPlace())
  const before = authority.calls.get('extendDeviceAuthorization') ?? 0
  await Promise.all(Array.from({ length: 50 }, () => extend()))
  await extend()
  expect(authority.calls.get('extendDeviceAuthorization')).toBe(before + 1)
  expect((await world.auditOf(signInId)).filter((line) => line.startsWith('sign_in.extend'))).toHaveLength(1)
})

test('AT-65 a claimed sign-in and that of another frame get no more time', async () => {
  const place = await world.newPlace()
  const { extend, stateOf, signInId, id } = await shown(place)
  authority.claim(id)
  await world.whenState(place, signInId, 'claimed')
  await extend()
  expect(await stateOf()).toMatchObject({ state: 'claimed', can_extend: false })
  expect(await world.auditOf(signInId)).not.toContain('sign_in.extend success')

  const other = await shown(await world.newPlace())
  const { session } = await world.frameOf(other.sessionToken)
  await expect(extendSignIn(context, session, signInId, testOrigin)).rejects.toMatchObject({ code: 'sign_in.unknown' })
})

test('Q12 with the authority away the code keeps its time, and the frame is told', async () => {
  const { extend, stateOf } = await shown(await world.newPlace())
  authority.away.add('extendDeviceAuthorization')
  await expect(extend()).rejects.toMatchObject({ code: 'authority.unavailable' })
  authority.away.delete('extendDeviceAuthorization')
  expect(await stateOf()).toMatchObject({ state: 'shown', can_extend: false })
})
