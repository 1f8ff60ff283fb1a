import { expect, test } from 'vitest'
import { fifty, type RegisteredHolder, tally, testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { getAssertionOptions } from './get-assertion-options'
import { getClaim } from './get-claim'
import { matchNumber } from './match-number'

const world = signInWorld({ numberMatching: 'pick' })
const { context, auditOf } = world

async function claimed(registered?: RegisteredHolder, numberMatching: 'type' | 'pick' = 'type') {
  const { holder } = registered ?? (await world.register())
  const session = await world.startShown(await world.newClient(), holder, { number_matching: numberMatching })
  return { session, id: session.answer.device_authorization_id, ...(await world.claim(session)) }
}

/** A number that is not the right one. */
function wrong(number: string): string {
  return number === '07' ? '08' : '07'
}

test('Q7 the right number leads on to the options, which name the holder’s phones and nobody else’s', async () => {
  const registered = await world.register()
  const { claim, claimSecret, id } = await claimed(registered)
  const matched = await matchNumber(context, { claimSecret, number: claim.matchNumber }, testOrigin)
  expect(matched).toMatchObject({ state: 'claimed', isNumberMatched: true })
  const options = await getAssertionOptions(context, claimSecret, testOrigin)
  expect(options.allowCredentials).toEqual([
    { id: registered.authenticator.credentialId, type: 'public-key', transports: ['hybrid', 'internal'] },
  ])
  expect(options.userVerification).toBe('required')
  expect((await auditOf(id)).at(-1)).toBe('device_authorization.match_number success')
})

test('AT-35 a wrong number ends the session, audited; the right one after it is too late', async () => {
  const { claim, claimSecret, session, id } = await claimed()
  const number = wrong(claim.matchNumber)
  await expect(matchNumber(context, { claimSecret, number }, testOrigin)).rejects.toMatchObject({
    code: 'claim.wrong_number',
  })
  await expect(matchNumber(context, { claimSecret, number: claim.matchNumber }, testOrigin)).rejects.toMatchObject({
    code: 'claim.ended',
  })
  expect(await world.rowOf(session)).toMatchObject({
    state: 'denied',
    endReason: 'wrong_number',
    numberMatchedAt: null,
  })
  expect((await auditOf(id)).at(-1)).toBe('device_authorization.match_number failure claim.wrong_number')
})

test('AT-35 a second wrong number of the holder in ten minutes is an alert', async () => {
  const registered = await world.register()
  const alerts: unknown[] = []
  for (let round = 0; round < 2; round += 1) {
    const { claim, claimSecret, id } = await claimed(registered)
    await matchNumber(context, { claimSecret, number: wrong(claim.matchNumber) }, testOrigin).catch(() => {})
    const [event] = await world.db.sql<{ record: string }[]>`
      SELECT record FROM authority.audit_event WHERE subject = ${id} ORDER BY seq DESC LIMIT 1`
    alerts.push(JSON.parse(event?.record ?? '{}').details.alert)
  }
  expect(alerts).toEqual([false, true])
})

test('AT-35 a number given twice: the second changes nothing, right or wrong', async () => {
  const { claim, claimSecret, session } = await claimed()
  await matchNumber(context, { claimSecret, number: claim.matchNumber }, testOrigin)
  for (const number of [claim.matchNumber, wrong(claim.matchNumber)]) {
    await expect(matchNumber(context, { claimSecret, number }, testOrigin)).rejects.toMatchObject({
      code: 'claim.out_of_order',
    })
  }
  expect(await world.rowOf(session)).toMatchObject({ state: 'claimed' })
})

test.each([
  { name: 'all right', numberOf: (right: string) => right, passed: 1, codes: { 'claim.out_of_order': 49 } },
  { name: 'all wrong', numberOf: wrong, passed: 0, codes: { 'claim.wrong_number': 1, 'claim.ended': 49 } },
])('AT-35 of 50 numbers at once, $name, one is judged', async ({ numberOf, passed, codes }) => {
  const { claim, claimSecret, id } = await claimed()
  const number = numberOf(claim.matchNumber)
  const outcomes = await fifty(() => matchNumber(context, { claimSecret, number }, testOrigin))
  expect(tally(outcomes)).toEqual({ passed, codes })
  expect((await auditOf(id)).filter((line) => line.startsWith('device_authorization.match_number'))).toHaveLength(1)
})

test('AT-35 one of a hundred parallel guesses of different numbers is judged', async () => {
  const { claimSecret, id } = await claimed()
  await Promise.allSettled(
    Array.from({ length: 100 }, (_, guess) =>
      matchNumber(context, { claimSecret, number: String(guess).padStart(2, '0') }, testOrigin),
    ),
  )
  expect((await auditOf(id)).filter((line) => line.startsWith('device_authorization.match_number'))).toHaveLength(1)
})

test('Q7 where both sides allow it the phone picks one of three', async () => {
  const { claim } = await claimed(undefined, 'pick')
  expect(claim.numberMatching).toBe('pick')
  expect(new Set(claim.matchChoices).size).toBe(3)
  expect(claim.matchChoices).toContain(claim.matchNumber)
})

test('Q6 a number from another browser is as one for an unknown code', async () => {
  const { claim } = await claimed()
  const input = { claimSecret: 'another', number: claim.matchNumber }
  await expect(matchNumber(context, input, testOrigin)).rejects.toMatchObject({ code: 'claim.invalid' })
})

test('AT-03 a number in time counts, one after the end does not', async () => {
  const [early, late] = [await claimed(), await claimed()]
  await world.endIn(early.session, 2)
  await world.endIn(late.session, -1)
  const numberOf = ({ claimSecret, claim }: typeof early) => ({ claimSecret, number: claim.matchNumber })
  await expect(matchNumber(context, numberOf(early), testOrigin)).resolves.toBeDefined()
  await expect(matchNumber(context, numberOf(late), testOrigin)).rejects.toMatchObject({
    code: 'device_authorization.expired',
  })
  await expect(getClaim(context, late.claimSecret, testOrigin)).rejects.toMatchObject({
    code: 'device_authorization.expired',
  })
})
