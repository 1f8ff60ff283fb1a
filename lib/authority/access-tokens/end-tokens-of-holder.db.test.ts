import { expect, test } from 'vitest'
import { denyClaim } from '../claims/deny-claim'
import { disableHolder } from '../holder-changes/disable-holder'
import { enableHolder } from '../holder-changes/enable-holder'
import { removeMyPhone } from '../holder-changes/remove-my-phone'
import { revokeMyTokens } from '../holder-changes/revoke-my-tokens'
import { newSessionOptions } from '../holder-sessions/new-session-options'
import { startHolderSession } from '../holder-sessions/start-holder-session'
import { fifty, newPhone, type RegisteredHolder, testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { listLiveTokensOfHolder } from './access-token.store'

const world = signInWorld()
const { context, auditOf } = world

async function openPage({ authenticator }: RegisteredHolder): Promise<string> {
  const response = authenticator.get(await newSessionOptions(context))
  return (await startHolderSession(context, { response }, testOrigin)).token
}

const ends: Record<string, (mine: RegisteredHolder) => Promise<unknown>> = {
  'all tokens ended on the own page': async (mine) =>
    revokeMyTokens(context, { token: await openPage(mine) }, testOrigin),
  'another phone reported lost': async (mine) => {
    const lost = await world.register(newPhone(), mine.holder)
    const input = { token: await openPage(mine), phoneId: lost.phone.id, because: 'lost' } as const
    return removeMyPhone(context, input, testOrigin)
  },
  'the holder disabled, and enabled again': async ({ holder }) => {
    await disableHolder(context, { holderId: holder.id, reason: 'test' }, testOrigin)
    return enableHolder(context, { holderId: holder.id, reason: 'test' }, testOrigin)
  },
}

test.each(Object.entries(ends))('AT-15 AT-28 an approval not yet redeemed becomes no token: %s', async (_, end) => {
  const mine = await world.register()
  const other = await world.register()
  const client = await world.newClient()
  const [session, foreign] = [await world.startShown(client, mine.holder), await world.startShown(client, other.holder)]
  await world.approve(session, mine.authenticator)
  await world.approve(foreign, other.authenticator)
  await end(mine)
  expect(await world.redeem(session)).toEqual({ outcome: 'access_denied' })
  expect(await world.rowOf(session)).toMatchObject({ state: 'cancelled', endReason: 'phone' })
  expect(await auditOf(session.answer.device_authorization_id)).toContainEqual(
    expect.stringMatching(/^device_authorization\.cancel success /),
  )
  expect(await world.redeem(foreign)).toMatchObject({ outcome: 'issued' })
})

test('what is approved after the end is a token as ever', async () => {
  const mine = await world.register()
  await revokeMyTokens(context, { token: await openPage(mine) }, testOrigin)
  await expect(world.signIn(await world.newClient(), mine)).resolves.toBeDefined()
})

test('AT-28 a redemption at the same moment leaves no token behind', async () => {
  const client = await world.newClient()
  for (let round = 0; round < 10; round += 1) {
    const mine = await world.register()
    const token = await openPage(mine)
    const session = await world.startShown(client, mine.holder)
    await world.approve(session, mine.authenticator)
    await Promise.all([world.redeem(session), revokeMyTokens(context, { token }, testOrigin)])
    expect(await listLiveTokensOfHolder(context.db, mine.holder.id)).toEqual([])
  }
})

test.each([false, true])(
  '50 ends and redemptions at once, the holder disabled too: %s; each end is audited once',
  {
    timeout: 60_000,
  },
  async (isDisabled) => {
    const [mine, other, client] = [await world.register(), await world.register(), await world.newClient()]
    const lost = await world.register(newPhone(), mine.holder)
    const token = await openPage(mine)
    await world.signIn(client, other)
    const open = [await world.startShown(client, mine.holder), await world.startShown(client, mine.holder)]
    for (const session of open) await world.approve(session, mine.authenticator)
    const claimed = await world.startShown(client, mine.holder)
    const { claimSecret } = await world.claim(claimed)
    const reason = 'test'
    const kinds: ((index: number) => Promise<unknown>)[] = [
      (index) => world.redeem(open[Math.floor(index / kinds.length) % 2] ?? claimed),
      () => revokeMyTokens(context, { token }, testOrigin),
      () => denyClaim(context, { claimSecret, reason: 'not_me' }, testOrigin),
      () => removeMyPhone(context, { token, phoneId: lost.phone.id, because: 'lost' }, testOrigin),
      ...(isDisabled ? [() => disableHolder(context, { holderId: mine.holder.id, reason }, testOrigin)] : []),
    ]
    const outcomes = await fifty((index) => kinds[index % kinds.length]?.(index) ?? Promise.resolve())
    const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    for (const error of refused)
      expect(error).toMatchObject({ code: expect.stringMatching(/^(claim|phone|holder|request)\./) })
    expect(await listLiveTokensOfHolder(context.db, mine.holder.id)).toEqual([])
    expect(await listLiveTokensOfHolder(context.db, other.holder.id)).toHaveLength(1)
    const tokens = await context.db.sql<{ id: string; revokedAt: Date | null }[]>`
      SELECT id, revoked_at FROM authority.access_token WHERE holder_id = ${mine.holder.id}`
    for (const { id, revokedAt } of tokens) {
      expect(revokedAt).not.toBeNull()
      expect((await auditOf(id)).filter((line) => line.startsWith('access_token.revoke'))).toHaveLength(1)
    }
  },
)
