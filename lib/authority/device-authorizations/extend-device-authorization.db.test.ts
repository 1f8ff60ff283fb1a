import { expect, test } from 'vitest'
import { testOrigin } from '../testing/authority-world'
import { type StartedSession, signInWorld } from '../testing/sign-in-world'
import { extendDeviceAuthorization } from './extend-device-authorization'

const world = signInWorld()
const { context } = world
const { claimSeconds } = context.settings

const keyOf = ({ answer, client }: StartedSession) => ({
  id: answer.device_authorization_id,
  facilityClientId: client.id,
})
const extend = (session: StartedSession) => extendDeviceAuthorization(context, keyOf(session), testOrigin)
const extensionsOf = async (session: StartedSession) =>
  (await world.auditOf(keyOf(session).id)).filter((line) => line.startsWith('device_authorization.extend'))

test('Q12 a code that nobody has read gets its time once more, and is claimed in it', async () => {
  const session = await world.startShown(await world.newClient(), (await world.register()).holder)
  const before = await world.rowOf(session)
  const { secondsLeft } = await extend(session)
  expect(secondsLeft).toBeGreaterThan(claimSeconds)
  expect(secondsLeft).toBeLessThanOrEqual(2 * claimSeconds)
  const after = await world.rowOf(session)
  expect(after.expiresAt.getTime() - before.expiresAt.getTime()).toBe(claimSeconds * 1000)
  expect(after.endsAt).toEqual(before.endsAt)
  await expect(world.claim(session)).resolves.toHaveProperty('claimSecret')
})

test('AT-65 of 50 extensions at once one counts, and the next changes nothing', async () => {
  const session = await world.startShown(await world.newClient(), (await world.register()).holder)
  const before = await world.rowOf(session)
  await Promise.all(Array.from({ length: 50 }, () => extend(session)))
  await extend(session)
  const after = await world.rowOf(session)
  expect(after.expiresAt.getTime() - before.expiresAt.getTime()).toBe(claimSeconds * 1000)
  expect(await extensionsOf(session)).toEqual(['device_authorization.extend success'])
})

test('AT-65 a claimed one and one that has run out get no more time', async () => {
  const claimed = await world.startShown(await world.newClient(), (await world.register()).holder)
  await world.claim(claimed)
  const ended = await world.startShown(await world.newClient(), (await world.register()).holder)
  await world.age(ended, claimSeconds + 1)
  for (const session of [claimed, ended]) {
    const before = await world.rowOf(session)
    await extend(session)
    expect((await world.rowOf(session)).expiresAt).toEqual(before.expiresAt)
    expect(await extensionsOf(session)).toEqual([])
  }
})

test('AT-65 another hospital extends nothing, as of an unknown one', async () => {
  const session = await world.startShown(await world.newClient(), (await world.register()).holder)
  const foreign = { id: keyOf(session).id, facilityClientId: (await world.newClient()).id }
  const unknown = { id: 'dva_unknown', facilityClientId: keyOf(session).facilityClientId }
  for (const key of [foreign, unknown]) {
    await expect(extendDeviceAuthorization(context, key, testOrigin)).rejects.toMatchObject({
      code: 'device_authorization.unknown',
    })
  }
})
