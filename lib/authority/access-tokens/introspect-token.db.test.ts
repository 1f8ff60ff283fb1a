import { expect, test } from 'vitest'
import { disableFacilityClient } from '../facility-clients/disable-facility-client'
import { disableHolder } from '../holder-changes/disable-holder'
import { revokePhone } from '../phones/phone.store'
import { fifty, testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { listLiveTokensOfHolder, revokeLive } from './access-token.store'
import { introspectToken } from './introspect-token'
import { revokeToken } from './revoke-token'

const world = signInWorld()
const { context, db } = world

async function signedIn() {
  const registered = await world.register()
  const client = await world.newClient()
  const { token } = await world.signIn(client, registered)
  return { ...registered, client, token: token.access_token }
}

type SignedIn = Awaited<ReturnType<typeof signedIn>>

test('a live token tells its own client what it is, nothing secret', async () => {
  const { client, token, holder } = await signedIn()
  const answer = await introspectToken(context, client, token)
  expect(Object.keys(answer).sort()).toEqual(
    ['active', 'amr', 'client_id', 'exp', 'iat', 'iss', 'method', 'scope', 'sub', 'token_type'].sort(),
  )
  expect(answer).toMatchObject({ active: true, sub: holder.subject, client_id: client.clientId, scope: 'sign' })
})

const levels: readonly { name: string; end: (person: SignedIn) => Promise<unknown> }[] = [
  { name: 'the token', end: ({ client, token }) => revokeToken(context, client, token, testOrigin) },
  {
    name: 'its phone',
    end: ({ holder, phone }) => revokePhone(db, { holderId: holder.id, phoneId: phone.id, reason: 'lost' }),
  },
  {
    name: 'its phone, disabled',
    end: ({ phone }) => db.sql`UPDATE authority.phone SET disabled_at = clock_timestamp() WHERE id = ${phone.id}`,
  },
  {
    name: 'its holder',
    end: ({ holder }) => disableHolder(context, { holderId: holder.id, reason: 'test' }, testOrigin),
  },
  {
    name: 'its holder, the row alone',
    end: ({ holder }) => db.sql`UPDATE authority.holder SET disabled_at = clock_timestamp() WHERE id = ${holder.id}`,
  },
  {
    name: 'its hospital',
    end: ({ client }) => disableFacilityClient(context, { clientId: client.clientId, reason: 'test' }, testOrigin),
  },
  {
    name: 'all of the phone',
    end: ({ phone }) => db.transaction((tx) => revokeLive(tx, { phoneId: phone.id }, 'lost')),
  },
  {
    name: 'all of the holder',
    end: ({ holder }) => db.transaction((tx) => revokeLive(tx, { holderId: holder.id }, 'all')),
  },
  {
    name: 'its time',
    // The column rounds to milliseconds, which may be up: half of one would still be to come.
    end: ({ holder }) =>
      db.sql`UPDATE authority.access_token SET expires_at = clock_timestamp() - interval '1 millisecond' WHERE holder_id = ${holder.id}`,
  },
]

test.each(levels)('AT-15 AT-03 ending $name alone ends it, while another holder’s token stays', async ({ end }) => {
  const [ended, other] = [await signedIn(), await signedIn()]
  await expect(introspectToken(context, ended.client, ended.token)).resolves.toMatchObject({ active: true })
  expect(await listLiveTokensOfHolder(db, ended.holder.id)).toHaveLength(1)
  await end(ended)
  await expect(introspectToken(context, ended.client, ended.token)).resolves.toEqual({ active: false })
  expect(await listLiveTokensOfHolder(db, ended.holder.id)).toHaveLength(0)
  await expect(introspectToken(context, other.client, other.token)).resolves.toMatchObject({ active: true })
})

test('AT-10 another hospital’s token, an unknown one and an ended one look alike', async () => {
  const { token } = await signedIn()
  const stranger = await world.newClient()
  await expect(introspectToken(context, stranger, token)).resolves.toEqual({ active: false })
  await expect(introspectToken(context, stranger, 'unknown')).resolves.toEqual({ active: false })
})

test('AT-10 RFC 7009 another hospital’s revocation changes nothing and says nothing', async () => {
  const { client, token } = await signedIn()
  await expect(revokeToken(context, await world.newClient(), token, testOrigin)).resolves.toBeUndefined()
  await expect(introspectToken(context, client, token)).resolves.toMatchObject({ active: true })
})

test('of 50 revocations at once one is recorded', async () => {
  const { client, token, holder } = await signedIn()
  await fifty(() => revokeToken(context, client, token, testOrigin))
  const row = await db.prisma.accessToken.findFirstOrThrow({ where: { holderId: holder.id } })
  expect(await world.auditOf(row.id)).toEqual(['access_token.issue success', 'access_token.revoke success'])
})

test('AT-15 an older token that was revoked does not hide a later one', async () => {
  const registered = await world.register()
  const client = await world.newClient()
  const first = await world.signIn(client, registered)
  const second = await world.signIn(client, registered)
  await revokeToken(context, client, first.token.access_token, testOrigin)
  await expect(introspectToken(context, client, first.token.access_token)).resolves.toEqual({ active: false })
  await expect(introspectToken(context, client, second.token.access_token)).resolves.toMatchObject({ active: true })
})
