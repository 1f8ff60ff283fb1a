import { expect, test } from 'vitest'
import { claimDeviceAuthorization } from '../claims/claim-device-authorization'
import { denyClaim } from '../claims/deny-claim'
import { getClaim } from '../claims/get-claim'
import { matchNumber } from '../claims/match-number'
import { fifty, tally, testOrigin } from '../testing/authority-world'
import { frameOf, type StartedSession, signInWorld } from '../testing/sign-in-world'
import { cancelDeviceAuthorization } from './cancel-device-authorization'

const world = signInWorld()
const { context } = world

/** What somebody who sees the code, and has no key of the holder, can do to a sign-in. */
const spoilers: Record<string, (session: StartedSession) => Promise<unknown>> = {
  'a silent cancel': async (session) => deny(session, 'cancelled'),
  '「心当たりがない」': async (session) => deny(session, 'not_me'),
  'a wrong number': async (session) => {
    const { claimSecret, claim } = await world.claim(session)
    const number = claim.matchNumber === '11' ? '12' : '11'
    return matchNumber(context, { claimSecret, number }, testOrigin).catch((error: unknown) => error)
  },
  'a claim left alone until the EMR starts over': async (session) => {
    await world.claim(session)
    const { client, answer } = session
    return cancelDeviceAuthorization(
      context,
      { id: answer.device_authorization_id, facilityClientId: client.id },
      testOrigin,
    )
  },
  'a claim left alone until it runs out': async (session) => {
    const { claimSecret } = await world.claim(session)
    await world.endIn(session, -1)
    return getClaim(context, claimSecret, testOrigin).catch((error: unknown) => error)
  },
  'three more scans': async (session) => {
    await world.claim(session)
    for (let scan = 0; scan < 3; scan += 1) await world.claim(session).catch((error: unknown) => error)
  },
  'ten altered frames': async (session) => {
    const frame = frameOf(session)
    const altered = `${frame.slice(0, -2)}${frame.at(-2) === 'A' ? 'B' : 'A'}${frame.slice(-1)}`
    const input = { frame: altered, claimSecret: null }
    for (let scan = 0; scan < 10; scan += 1) {
      await claimDeviceAuthorization(context, input, testOrigin).catch((error: unknown) => error)
    }
  },
}

async function deny(session: StartedSession, reason: 'not_me' | 'cancelled') {
  const { claimSecret } = await world.claim(session)
  return denyClaim(context, { claimSecret, reason }, testOrigin)
}

test.each(Object.entries(spoilers))(
  'AT-37 a stranger at the screen does not use up the doctor’s or the terminal’s starts: %s',
  async (_, spoil) => {
    const { holder } = await world.register()
    const client = await world.newClient()
    for (let round = 0; round < 21; round += 1) {
      const session = await world.startShown(client, holder, { terminal: 'T-1' })
      await spoil(session)
      expect((await world.rowOf(session)).endedAt).not.toBeNull()
    }
    await expect(world.start(client, holder, { terminal: 'T-1' })).resolves.toBeDefined()
  },
)

test('AT-37 starts that no phone has touched stay counted, cancelled or not', async () => {
  const { holder } = await world.register()
  const client = await world.newClient()
  for (let round = 0; round < 6; round += 1) {
    const { answer } = await world.startShown(client, holder)
    const key = { id: answer.device_authorization_id, facilityClientId: client.id }
    await cancelDeviceAuthorization(context, key, testOrigin)
  }
  await expect(world.start(client, holder)).rejects.toMatchObject({ code: 'request.rate_limited' })
})

test('AT-37 of 50 denials of one claim at once one gives its start back', async () => {
  const { holder } = await world.register()
  const client = await world.newClient()
  const sessions = []
  for (let round = 0; round < 6; round += 1) sessions.push(await world.startShown(client, holder))
  const [first] = sessions
  if (first === undefined) throw new Error('no session')
  const { claimSecret } = await world.claim(first)
  await fifty(() => denyClaim(context, { claimSecret, reason: 'cancelled' }, testOrigin))
  expect(tally(await fifty(() => world.start(client, holder)))).toEqual({
    passed: 1,
    codes: { 'request.rate_limited': 49 },
  })
})

test('AT-37 another facility does not use up the doctor’s starts', async () => {
  const { holder } = await world.register()
  const [own, stranger] = [await world.newClient(), await world.newClient()]
  await fifty(() => world.start(stranger, holder))
  await expect(world.start(stranger, holder)).rejects.toMatchObject({ code: 'request.rate_limited' })
  await expect(world.start(own, holder)).resolves.toBeDefined()
})

test('AT-37 wrong numbers and denials at one terminal at once wait for each other in one order: none is thrown away', async () => {
  const client = await world.newClient()
  const claims = []
  for (let holders = 0; holders < 4; holders += 1) {
    const { holder } = await world.register()
    for (let round = 0; round < 5; round += 1) {
      claims.push(await world.claim(await world.startShown(client, holder, { terminal: 'T-2' })))
    }
  }
  const outcomes = await Promise.allSettled(
    claims.map(({ claimSecret, claim }, place) => {
      if (place % 2 === 0) return denyClaim(context, { claimSecret, reason: 'cancelled' }, testOrigin)
      return matchNumber(context, { claimSecret, number: claim.matchNumber === '11' ? '12' : '11' }, testOrigin)
    }),
  )
  expect(tally(outcomes)).toEqual({ passed: 10, codes: { 'claim.wrong_number': 10 } })
})
