import { expect, test } from 'vitest'
import { fifty, testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { introspectToken } from './introspect-token'
import { redeemDeviceCode } from './redeem-device-code'

const world = signInWorld()
const { context, auditOf, db } = world

/** Tokens that were issued on the proof of this session. */
const ofSession = (id: string) => ({ evidence: { webauthn: { deviceAuthorizationId: id } } })

async function approved() {
  const registered = await world.register()
  const client = await world.newClient()
  const session = await world.startShown(client, registered.holder)
  await world.approve(session, registered.authenticator)
  return { ...registered, client, session, id: session.answer.device_authorization_id }
}

test('Q11 an approved code becomes a token of 18 hours, and says whose and how', async () => {
  const { session, holder, id } = await approved()
  const redemption = await world.redeem(session)
  expect(redemption).toMatchObject({
    outcome: 'issued',
    token: { token_type: 'Bearer', scope: 'sign', sub: holder.subject, method: 'fido', amr: ['pop', 'user', 'mfa'] },
  })
  if (redemption.outcome !== 'issued') return
  expect(redemption.token.expires_in).toBeGreaterThan(64_790)
  expect(redemption.token.expires_in).toBeLessThanOrEqual(64_800)
  const row = await world.rowOf(session)
  expect(redemption.token.issued_at).toBe(Math.floor((row.approvedAt?.getTime() ?? 0) / 1000))
  const stored = await db.prisma.accessToken.findFirstOrThrow({ where: ofSession(id) })
  expect(redemption.token.expires_at).toBe(Math.floor(stored.expiresAt.getTime() / 1000))
  expect(await auditOf(stored.id)).toEqual(['access_token.issue success'])
  expect(JSON.stringify(stored)).not.toContain(redemption.token.access_token)
})

test('AT-12 of 50 redemptions at once one gets the token, and it stays good', async () => {
  const { session, client, id } = await approved()
  const outcomes = await Promise.all((await fifty(() => world.redeem(session))).map(async (each) => each))
  const issued = outcomes.flatMap((each) =>
    each.status === 'fulfilled' && each.value.outcome === 'issued' ? [each.value.token] : [],
  )
  const others = outcomes.map((each) => (each.status === 'fulfilled' ? each.value.outcome : 'failed'))
  expect(issued).toHaveLength(1)
  expect(others.filter((outcome) => outcome === 'invalid_grant')).toHaveLength(49)
  await expect(introspectToken(context, client, issued[0]?.access_token ?? '')).resolves.toMatchObject({ active: true })
  expect(await db.prisma.accessToken.count({ where: ofSession(id) })).toBe(1)
  expect(await auditOf(id)).toContain('access_token.issue failure invalid_grant device authorization redeemed')
})

test('AT-10 another hospital’s client redeems as with an unknown code, and its own client still can', async () => {
  const { session } = await approved()
  const stranger = await world.newClient()
  const { answer } = session
  await expect(redeemDeviceCode(context, stranger, answer.device_code, testOrigin)).resolves.toEqual({
    outcome: 'invalid_grant',
  })
  await expect(redeemDeviceCode(context, stranger, 'nothing', testOrigin)).resolves.toEqual({
    outcome: 'invalid_grant',
  })
  await expect(world.redeem(session)).resolves.toMatchObject({ outcome: 'issued' })
})

test('the first poll counts as showing the code, and polls closer than the interval are told to slow down', async () => {
  const { holder } = await world.register()
  const session = await world.start(await world.newClient(), holder)
  await expect(world.redeem(session)).resolves.toEqual({ outcome: 'authorization_pending' })
  expect((await world.rowOf(session)).state).toBe('shown')
  await expect(world.redeem(session)).resolves.toEqual({ outcome: 'slow_down' })
  await db.sql`UPDATE authority.device_authorization SET last_polled_at = last_polled_at - interval '5 s'
    WHERE id = ${session.answer.device_authorization_id}`
  await expect(world.redeem(session)).resolves.toEqual({ outcome: 'authorization_pending' })
})

test('AT-02 AT-03 an approved code is redeemed up to its end by the database’s clock, not after, and the end is written', async () => {
  const [early, late] = [await approved(), await approved()]
  await world.endIn(early.session, 1)
  await world.endIn(late.session, -1)
  await expect(world.redeem(early.session)).resolves.toMatchObject({ outcome: 'issued' })
  await expect(world.redeem(late.session)).resolves.toEqual({ outcome: 'expired_token' })
  expect((await world.rowOf(late.session)).state).toBe('expired')
  expect(await auditOf(late.id)).toContain('device_authorization.expire success')
})

test('AT-33 a token redeemed late ends no later: its life counts from the approval', async () => {
  const { session, client } = await approved()
  await world.age(session, 100)
  const redemption = await world.redeem(session)
  if (redemption.outcome !== 'issued') throw new Error(redemption.outcome)
  expect(redemption.token.expires_in).toBeLessThanOrEqual(64_700)
  expect(redemption.token.expires_in).toBeGreaterThan(64_690)
  const seen = await introspectToken(context, client, redemption.token.access_token)
  expect(seen.exp).toBe(redemption.token.issued_at + 64_800)
})

test.each([
  {
    name: 'holder disabled',
    change: (id: string) => db.sql`UPDATE authority.holder SET disabled_at = clock_timestamp() WHERE id = ${id}`,
  },
  {
    name: 'phone removed',
    change: (id: string) => db.sql`UPDATE authority.phone SET revoked_at = clock_timestamp() WHERE holder_id = ${id}`,
  },
])('AT-28 $name after the approval: no token', async ({ change }) => {
  const { session, holder, id } = await approved()
  await change(holder.id)
  await expect(world.redeem(session)).resolves.toEqual({ outcome: 'access_denied' })
  expect(await db.prisma.accessToken.count({ where: ofSession(id) })).toBe(0)
  expect((await auditOf(id)).at(-1)).toBe('access_token.issue failure access_denied device authorization approved')
})

test.each([
  { state: 'denied', outcome: 'access_denied' },
  { state: 'cancelled', outcome: 'access_denied' },
  { state: 'expired', outcome: 'expired_token' },
] as const)('a session that ended as $state answers $outcome', async ({ state, outcome }) => {
  const { holder } = await world.register()
  const session = await world.startShown(await world.newClient(), holder)
  await db.prisma.deviceAuthorization.update({
    where: { id: session.answer.device_authorization_id },
    data: { state, endedAt: new Date() },
  })
  await expect(world.redeem(session)).resolves.toEqual({ outcome })
})
