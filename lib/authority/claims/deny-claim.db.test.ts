import { expect, test } from 'vitest'
import { introspectToken } from '../access-tokens/introspect-token'
import { fifty, tally, testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { approveClaim } from './approve-claim'
import { type Denial, denyClaim } from './deny-claim'

const world = signInWorld()
const { context, auditOf } = world

async function claimed() {
  const registered = await world.register()
  const client = await world.newClient()
  const earlier = await world.signIn(client, registered)
  const session = await world.startShown(client, registered.holder)
  return { ...registered, client, earlier, session, ...(await world.claim(session)) }
}

function deny(claimSecret: string, denial: Partial<Denial> = {}) {
  return denyClaim(
    context,
    { claimSecret, reason: 'not_me', endAllTokens: false, report: false, ...denial },
    testOrigin,
  )
}

test('Q9 「違います」 ends the session, pauses the holder for a minute and leaves the tokens', async () => {
  const { claimSecret, session, client, earlier, holder } = await claimed()
  await deny(claimSecret)
  expect(await world.rowOf(session)).toMatchObject({ state: 'denied', endReason: 'not_me' })
  await expect(introspectToken(context, client, earlier.token.access_token)).resolves.toMatchObject({ active: true })
  const refusal = await world.start(client, holder).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'device_authorization.holder_paused' })
  expect(refusal).toHaveProperty('retryAfterSeconds', expect.closeTo(60, -1))
  expect((await auditOf(session.answer.device_authorization_id)).at(-1)).toBe(
    'device_authorization.deny success not_me',
  )
  expect((await auditOf(holder.id)).at(-1)).toBe('holder.pause success')
  await world.db
    .sql`UPDATE authority.holder SET paused_until = clock_timestamp() - interval '1 millisecond' WHERE id = ${holder.id}`
  await expect(world.start(client, holder)).resolves.toBeDefined()
})

test('Q9 AT-15 all tokens are ended on wish, at once or in a second call of the same phone', async () => {
  for (const calls of [[{ endAllTokens: true }], [{}, { endAllTokens: true, report: true }]]) {
    const { claimSecret, client, earlier, session } = await claimed()
    for (const call of calls) await deny(claimSecret, call)
    await expect(introspectToken(context, client, earlier.token.access_token)).resolves.toEqual({ active: false })
    const audit = await auditOf(session.answer.device_authorization_id)
    expect(audit.includes('device_authorization.report success')).toBe(calls.length === 2)
  }
})

test('Q9 a cancel raises no alarm, pauses nobody and ends nothing else', async () => {
  const { claimSecret, session, client, holder } = await claimed()
  await expect(deny(claimSecret, { reason: 'cancelled', endAllTokens: true })).rejects.toMatchObject({
    code: 'request.malformed',
  })
  await deny(claimSecret, { reason: 'cancelled' })
  expect(await world.rowOf(session)).toMatchObject({ state: 'cancelled', endReason: 'phone' })
  await expect(world.start(client, holder)).resolves.toBeDefined()
  await expect(deny(claimSecret, { endAllTokens: true })).rejects.toMatchObject({
    code: 'device_authorization.cancelled',
  })
})

test('Q6 nobody declines from another browser', async () => {
  const { session } = await claimed()
  await expect(deny('another')).rejects.toMatchObject({ code: 'claim.invalid' })
  expect(await world.rowOf(session)).toMatchObject({ state: 'claimed' })
})

test('of 50 declines at once one counts', async () => {
  const { claimSecret, session } = await claimed()
  expect(tally(await fifty(() => deny(claimSecret)))).toEqual({ passed: 1, codes: { 'claim.ended': 49 } })
  const audit = await auditOf(session.answer.device_authorization_id)
  expect(audit.filter((line) => line.startsWith('device_authorization.deny'))).toHaveLength(1)
})

test('AT-28 what was approved can no longer be declined, and its tokens not ended by the claim', async () => {
  const { authenticator, session, client, holder } = await claimed()
  const other = await world.startShown(client, holder)
  const { claimSecret, options } = await world.claimAndMatch(other)
  await approveClaim(context, { claimSecret, response: authenticator.get(options) }, testOrigin)
  await expect(deny(claimSecret, { endAllTokens: true })).rejects.toMatchObject({ code: 'claim.ended' })
  expect(await world.rowOf(session)).toMatchObject({ state: 'claimed' })
})
