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

function deny(claimSecret: string, reason: Denial['reason'] = 'not_me') {
  return denyClaim(context, { claimSecret, reason }, testOrigin)
}

test('Q9 AT-36 「心当たりがない」 ends this sign-in; the holder’s tokens live on, and the next sign-in starts at once', async () => {
  const { claimSecret, session, client, earlier, holder } = await claimed()
  await deny(claimSecret)
  expect(await world.rowOf(session)).toMatchObject({ state: 'denied', endReason: 'not_me' })
  await expect(introspectToken(context, client, earlier.token.access_token)).resolves.toMatchObject({ active: true })
  expect((await auditOf(session.answer.device_authorization_id)).at(-1)).toBe(
    'device_authorization.deny success not_me',
  )
  await expect(world.start(client, holder)).resolves.toBeDefined()
})

test('AT-36 a claim secret that has denied does nothing to a later sign-in or its token', async () => {
  const { claimSecret, client, authenticator, holder, phone } = await claimed()
  await deny(claimSecret)
  const later = await world.signIn(client, { holder, authenticator, phone })
  await expect(deny(claimSecret)).rejects.toMatchObject({ code: 'claim.ended' })
  await expect(deny(claimSecret, 'cancelled')).rejects.toMatchObject({ code: 'claim.ended' })
  await expect(introspectToken(context, client, later.token.access_token)).resolves.toMatchObject({ active: true })
})

test('Q9 a cancel raises no alarm and ends nothing else', async () => {
  const { claimSecret, session, client, earlier } = await claimed()
  await deny(claimSecret, 'cancelled')
  expect(await world.rowOf(session)).toMatchObject({ state: 'cancelled', endReason: 'phone' })
  await expect(introspectToken(context, client, earlier.token.access_token)).resolves.toMatchObject({ active: true })
  await expect(deny(claimSecret)).rejects.toMatchObject({ code: 'device_authorization.cancelled' })
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

test('AT-28 what was approved can no longer be declined', async () => {
  const { authenticator, session, client, holder } = await claimed()
  const other = await world.startShown(client, holder)
  const { claimSecret, options } = await world.claimAndMatch(other)
  await approveClaim(context, { claimSecret, response: authenticator.get(options) }, testOrigin)
  await expect(deny(claimSecret)).rejects.toMatchObject({ code: 'claim.ended' })
  expect(await world.rowOf(session)).toMatchObject({ state: 'claimed' })
})
