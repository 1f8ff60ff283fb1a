import { expect, test } from 'vitest'
import { fifty, tally, testOrigin } from '../testing/authority-world'
import { frameOf, type StartedSession, signInWorld } from '../testing/sign-in-world'
import { claimDeviceAuthorization } from './claim-device-authorization'
import { getAssertionOptions } from './get-assertion-options'
import { getClaim } from './get-claim'

const world = signInWorld()
const { context, auditOf } = world

async function shown(details = {}) {
  const { holder } = await world.register()
  return world.startShown(await world.newClient(), holder, details)
}

function scan(frame: string, claimSecret: string | null = null) {
  return claimDeviceAuthorization(context, { frame, claimSecret }, testOrigin)
}

test('Q5 the first phone gets the claim and the context, and nothing that tells the number', async () => {
  const session = await shown()
  const { claim, claimSecret } = await world.claim(session)
  expect(claim).toMatchObject({
    state: 'claimed',
    staffDisplayName: '見本 太郎',
    place: '本館1階',
    numberMatching: 'type',
    matchChoices: [],
    isNumberMatched: false,
  })
  expect(claim.secondsLeft).toBeGreaterThan(290)
  expect(claimSecret).toHaveLength(43)
  const row = await world.rowOf(session)
  expect(row).toMatchObject({ state: 'claimed', scanAgeSeconds: 0 })
  expect(row.matchNumber).toMatch(/^\d{2}$/)
  expect(await auditOf(row.id)).toEqual([
    'device_authorization.start success',
    'device_authorization.show success',
    'device_authorization.claim success',
  ])
})

test('AT-18 the hospital on the phone is the one that the authority registered, whatever the request said', async () => {
  const { holder } = await world.register()
  const session = await world.startShown(await world.newClient('見本総合病院'), holder, { facility_name: '別の病院' })
  expect((await world.claim(session)).claim.facilityName).toBe('見本総合病院')
})

test('AT-11 of 50 phones at once one gets the claim; the third later scan ends the session', async () => {
  const session = await shown()
  const outcomes = await fifty(() => world.claim(session))
  const { passed, codes } = tally(outcomes)
  expect(passed).toBeLessThanOrEqual(1)
  expect(Object.keys(codes).every((code) => ['claim.taken', 'claim.ended'].includes(code))).toBe(true)
  const audit = await auditOf(session.answer.device_authorization_id)
  expect(audit.filter((line) => line === 'device_authorization.claim success')).toHaveLength(1)
  expect(await world.rowOf(session)).toMatchObject({ state: 'denied', endReason: 'second_scans', secondScans: 3 })
})

test('AT-11 a second phone is told that another has it, the first one goes on, and the screen hears of it', async () => {
  const session = await shown()
  const { claimSecret } = await world.claim(session)
  await expect(world.claim(session)).rejects.toMatchObject({ code: 'claim.taken' })
  await expect(getClaim(context, claimSecret, testOrigin)).resolves.toMatchObject({ state: 'claimed' })
  expect(await world.rowOf(session)).toMatchObject({ secondScans: 1 })
  expect((await auditOf(session.answer.device_authorization_id)).at(-1)).toBe(
    'device_authorization.claim failure claim.taken second scan',
  )
})

test('AT-11 the phone that has it may scan again; another browser’s secret opens nothing', async () => {
  const session = await shown()
  const other = await shown()
  const first = await world.claim(session)
  await expect(world.claim(session, first.claimSecret)).resolves.toMatchObject({ claimSecret: first.claimSecret })
  const foreign = await world.claim(other, first.claimSecret)
  expect(foreign.claimSecret).not.toBe(first.claimSecret)
  await expect(world.claim(session, foreign.claimSecret)).rejects.toMatchObject({ code: 'claim.taken' })
})

const bent: readonly {
  name: string
  frame: (session: StartedSession, other: StartedSession) => string
  age: number
}[] = [
  { name: 'stale by 21 s', age: 21.5, frame: (session) => frameOf(session, 0) },
  { name: '2 s ahead', age: 0, frame: (session) => frameOf(session, 3) },
  { name: 'a flipped bit in the MAC', age: 0, frame: (session) => flipped(frameOf(session)) },
  { name: 'another second under the same MAC', age: 5, frame: (session) => frameOf(session, 3).replace('.3.', '.4.') },
  { name: 'a cut MAC', age: 0, frame: (session) => frameOf(session).slice(0, -2) },
  { name: 'the MAC of another session', age: 0, frame: (session, other) => swapped(session, other) },
  { name: 'the MAC for another terminal', age: 0, frame: (session) => frameOf({ ...session, terminal: 'T-999' }) },
  { name: 'an unknown token', age: 0, frame: (session) => `A${frameOf(session).slice(1)}` },
  { name: 'no frame at all', age: 0, frame: () => 'x' },
]

test.each(bent)('Q2 AT-23 a frame with $name claims nothing, and they all answer alike', async ({ frame, age }) => {
  const [session, other] = [await shown(), await shown()]
  await world.age(session, age)
  await expect(scan(frame(session, other))).rejects.toMatchObject({
    code: 'claim.invalid',
    params: {},
    message: 'claim.invalid',
  })
  expect(await world.rowOf(session)).toMatchObject({ state: 'shown', claimedAt: null })
})

test.each([
  { name: 'just made', age: 0, t: 0 },
  { name: '18 s old', age: 18, t: 0 },
  { name: 'a second ahead', age: 0.2, t: 1 },
])('AT-23 a frame that is $name claims', async ({ age, t }) => {
  const session = await shown()
  await world.age(session, age)
  await expect(scan(frameOf(session, t))).resolves.toMatchObject({ claim: { state: 'claimed' } })
})

test('AT-23 the tenth bad frame ends the session, audited; before that the right one still works', async () => {
  const session = await shown()
  const bad = flipped(frameOf(session))
  for (let count = 1; count <= 9; count += 1) await expect(scan(bad)).rejects.toMatchObject({ code: 'claim.invalid' })
  expect(await world.rowOf(session)).toMatchObject({ state: 'shown', badFrames: 9 })
  await expect(scan(bad)).rejects.toMatchObject({ code: 'claim.invalid' })
  expect(await world.rowOf(session)).toMatchObject({ state: 'denied', endReason: 'bad_frames', badFrames: 10 })
  await expect(scan(frameOf(session))).rejects.toMatchObject({ code: 'claim.ended' })
  expect((await auditOf(session.answer.device_authorization_id)).at(-1)).toBe(
    'device_authorization.claim failure claim.invalid bad frame, session ended',
  )
})

test('AT-13 what is not on a screen yet cannot be claimed', async () => {
  const { holder } = await world.register()
  const session = await world.start(await world.newClient(), holder)
  await expect(world.claim(session)).rejects.toMatchObject({ code: 'claim.invalid' })
  await world.show(session)
  await expect(world.claim(session)).resolves.toBeDefined()
})

test('AT-02 AT-03 a session is claimed up to its end by the database’s clock, and not after, with no job running', async () => {
  const [before, after] = [await shown(), await shown()]
  await world.endIn(before, 1)
  await world.endIn(after, -1)
  await expect(world.claim(before)).resolves.toBeDefined()
  await expect(world.claim(after)).rejects.toMatchObject({ code: 'claim.ended' })
})

test('AT-28 a holder or hospital that was ended meanwhile cannot be signed in for', async () => {
  const session = await shown()
  await world.db
    .sql`UPDATE authority.holder SET disabled_at = clock_timestamp() WHERE id = ${(await world.rowOf(session)).holderId}`
  await expect(world.claim(session)).rejects.toMatchObject({ code: 'claim.invalid' })
  const other = await shown()
  await world.db.sql`UPDATE authority.facility_client SET disabled_at = clock_timestamp() WHERE id = ${other.client.id}`
  await expect(world.claim(other)).rejects.toMatchObject({ code: 'claim.invalid' })
})

test('Q6 an unknown claim secret answers as an unknown code, and options need the number first', async () => {
  await expect(getClaim(context, 'nobody', testOrigin)).rejects.toMatchObject({ code: 'claim.invalid' })
  const { claimSecret } = await world.claim(await shown())
  await expect(getAssertionOptions(context, claimSecret, testOrigin)).rejects.toMatchObject({
    code: 'claim.out_of_order',
  })
})

test('AT-03 a claim past its end is over, is written down once, and says so', async () => {
  const session = await shown()
  const { claimSecret } = await world.claim(session)
  await world.endIn(session, -1)
  const outcomes = await fifty(() => getClaim(context, claimSecret, testOrigin))
  expect(tally(outcomes)).toEqual({ passed: 0, codes: { 'device_authorization.expired': 50 } })
  const audit = await auditOf(session.answer.device_authorization_id)
  expect(audit.filter((line) => line.startsWith('device_authorization.expire'))).toHaveLength(1)
  expect(await world.rowOf(session)).toMatchObject({ state: 'expired', endReason: 'expired' })
})

test('AT-33 a claim never reaches past ten minutes, however late it was made', async () => {
  const session = await shown()
  await world.db.sql`
    UPDATE authority.device_authorization SET ends_at = clock_timestamp() + interval '200 s'
    WHERE id = ${session.answer.device_authorization_id}`
  expect((await world.claim(session)).claim.secondsLeft).toBeLessThanOrEqual(200)
})

function flipped(frame: string): string {
  const last = frame.at(-2) === 'A' ? 'B' : 'A'
  return `${frame.slice(0, -2)}${last}${frame.slice(-1)}`
}

function swapped(session: StartedSession, other: StartedSession): string {
  const [token, seconds] = frameOf(session).split('.')
  return `${token}.${seconds}.${frameOf(other).split('.')[2]}`
}
