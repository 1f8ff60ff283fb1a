import { expect, test } from 'vitest'
import { createNotifications } from '@/lib/db/notifications'
import type { DeviceAuthorizationEvent } from '@/lib/wire/oauth'
import { approveClaim } from '../claims/approve-claim'
import { claimDeviceAuthorization } from '../claims/claim-device-authorization'
import { getAssertionOptions } from '../claims/get-assertion-options'
import { matchNumber } from '../claims/match-number'
import { testOrigin } from '../testing/authority-world'
import { frameOf, type StartedSession, signInWorld } from '../testing/sign-in-world'
import { watchDeviceAuthorization } from './watch-device-authorization'

const world = signInWorld()
const { context } = world

/** A reader of the stream that hands out its states one by one. */
async function open({ answer, client }: StartedSession, on = context) {
  const key = { id: answer.device_authorization_id, facilityClientId: client.id }
  const follow = await watchDeviceAuthorization(on, key, testOrigin)
  const ended = new AbortController()
  const states: DeviceAuthorizationEvent[] = []
  const waiting: (() => void)[] = []
  const wake = () => {
    for (const each of waiting.splice(0)) each()
  }
  ended.signal.addEventListener('abort', wake)
  await follow({
    signal: ended.signal,
    end: () => ended.abort(),
    send: (_event, state) => {
      states.push(state)
      wake()
    },
  })
  return {
    states,
    ended: ended.signal,
    close: () => ended.abort(),
    async until(
      state: DeviceAuthorizationEvent['state'],
      fits: (event: DeviceAuthorizationEvent) => boolean = () => true,
    ): Promise<DeviceAuthorizationEvent> {
      for (;;) {
        const found = states.find((each) => each.state === state && fits(each))
        if (found !== undefined) return found
        if (ended.signal.aborted) throw new Error(`ended after ${states.map((each) => each.state)}`)
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
  }
}

test('S5 the stream tells every state as a whole, the number until the phone has given it, and ends with the token', async () => {
  const registered = await world.register()
  const session = await world.start(await world.newClient(), registered.holder)
  const stream = await open(session)
  expect(stream.states[0]).toMatchObject({ state: 'shown', second_scans: 0 })
  const { claimSecret, claim } = await world.claim(session)
  await stream.until('claimed')
  await matchNumber(context, { claimSecret, number: claim.matchNumber }, testOrigin)
  const options = await getAssertionOptions(context, claimSecret, testOrigin)
  await stream.until('claimed', (state) => state.match_number === undefined)
  await approveClaim(context, { claimSecret, response: registered.authenticator.get(options) }, testOrigin)
  await stream.until('approved')
  await world.redeem(session)
  await stream.until('redeemed')
  const row = await world.rowOf(session)
  expect(stream.states.map(({ state, match_number }) => [state, match_number])).toEqual([
    ['shown', undefined],
    ['claimed', row.matchNumber],
    ['claimed', undefined],
    ['approved', undefined],
    ['redeemed', undefined],
  ])
  expect(stream.ended.aborted).toBe(true)
})

test('50 streams at once show the code once, and each of them tells so at once', async () => {
  const session = await world.start(await world.newClient(), (await world.register()).holder)
  const streams = await Promise.all(Array.from({ length: 50 }, () => open(session)))
  expect(streams.map(({ states }) => states[0]?.state)).toEqual(streams.map(() => 'shown'))
  const audit = await world.auditOf(session.answer.device_authorization_id)
  expect(audit.filter((line) => line.startsWith('device_authorization.show'))).toHaveLength(1)
  for (const stream of streams) stream.close()
})

test('AT-11 the screen is told of a second scan, and of the end it brings', async () => {
  const session = await world.startShown(await world.newClient(), (await world.register()).holder)
  const stream = await open(session)
  await world.claim(session)
  for (let scan = 0; scan < 3; scan += 1) {
    await claimDeviceAuthorization(context, { frame: frameOf(session), claimSecret: null }, testOrigin).catch(() => {})
  }
  await expect(stream.until('denied')).resolves.toMatchObject({ end_reason: 'second_scans', second_scans: 3 })
})

test('two processes: what happens on one is told by the other', async () => {
  const session = await world.startShown(await world.newClient(), (await world.register()).holder)
  const elsewhere = { ...context, notifications: createNotifications(world.db) }
  const stream = await open(session, elsewhere)
  await world.claim(session)
  await expect(stream.until('claimed')).resolves.toMatchObject({ match_number: expect.stringMatching(/^\d{2}$/) })
  stream.close()
})

test('S5 what happened while the LISTEN connection was broken is told once it is back', async () => {
  const session = await world.startShown(await world.newClient(), (await world.register()).holder)
  const stream = await open(session)
  await world.db.sql`
    UPDATE authority.device_authorization SET state = 'cancelled', ended_at = clock_timestamp(), end_reason = 'client'
    WHERE id = ${session.answer.device_authorization_id}`
  expect(stream.states.map(({ state }) => state)).toEqual(['shown'])
  const ended = await world.db.sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'listen %'`
  expect(ended.length).toBeGreaterThan(0)
  await expect(stream.until('cancelled')).resolves.toMatchObject({ end_reason: 'client' })
})

test('AT-03 the end of time is told although nothing happens, and is written down', async () => {
  const session = await world.startShown(await world.newClient(), (await world.register()).holder)
  await world.endIn(session, 0.4)
  const stream = await open(session)
  await expect(stream.until('expired')).resolves.toMatchObject({ end_reason: 'expired', expires_in: 0 })
  expect((await world.rowOf(session)).state).toBe('expired')
  expect(stream.ended.aborted).toBe(true)
})

test('AT-10 another hospital sees nothing, as of an unknown one; S7 a stream ends with its client', async () => {
  const [client, stranger] = [await world.newClient(), await world.newClient()]
  const session = await world.startShown(client, (await world.register()).holder)
  await expect(open({ ...session, client: stranger })).rejects.toMatchObject({ code: 'device_authorization.unknown' })
  const stream = await open(session)
  await world.db.sql`UPDATE authority.facility_client SET disabled_at = clock_timestamp() WHERE id = ${client.id}`
  await world.claim(session).catch(() => {})
  await world.db.sql`SELECT pg_notify('authority_device_authorization', ${session.answer.device_authorization_id})`
  await new Promise<void>((resolve) => {
    if (stream.ended.aborted) resolve()
    stream.ended.addEventListener('abort', () => resolve())
  })
  expect(stream.states.map(({ state }) => state)).toEqual(['shown'])
})
