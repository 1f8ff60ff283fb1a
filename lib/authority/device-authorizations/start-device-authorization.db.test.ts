import { expect, test } from 'vitest'
import { fifty, tally, testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { cancelDeviceAuthorization } from './cancel-device-authorization'

const world = signInWorld()
const { context, auditOf, db } = world

test('RFC 8628 §3.2 a start answers with codes, and stores none of them in the clear', async () => {
  const { holder } = await world.register()
  const session = await world.start(await world.newClient(), holder)
  const { answer } = session
  expect(answer).toMatchObject({
    expires_in: 600,
    claim_expires_in: 120,
    interval: 5,
    verification_uri: 'https://authority.example.jp/sign-in',
  })
  expect(answer.user_code).toMatch(/^([B-DF-HJ-NP-TV-Z]{4}-){2}[B-DF-HJ-NP-TV-Z]{4}$/)
  expect(answer.device_code).toHaveLength(43)
  const row = await world.rowOf(session)
  expect(row.state).toBe('started')
  expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(120_000)
  expect(row.endsAt.getTime() - row.createdAt.getTime()).toBe(600_000)
  const stored = Buffer.concat([row.deviceCodeHash, row.sealedQrSecret]).toString('base64url')
  expect(stored).not.toContain(answer.device_code)
  expect(Buffer.from(row.sealedQrSecret).includes(Buffer.from(answer.qr_secret, 'base64url'))).toBe(false)
})

test('AT-34 an unknown holder, a disabled one and one without a live phone answer alike', async () => {
  const client = await world.newClient()
  const bare = await world.newHolder()
  const disabled = await world.register()
  const lost = await world.register()
  await db.sql`UPDATE authority.holder SET disabled_at = clock_timestamp() WHERE id = ${disabled.holder.id}`
  await db.sql`UPDATE authority.phone SET revoked_at = clock_timestamp() WHERE id = ${lost.phone.id}`
  for (const holder of [{ subject: 'nobody' }, bare, disabled.holder, lost.holder]) {
    await expect(world.start(client, holder)).rejects.toMatchObject({ code: 'holder.unknown', params: {} })
  }
  expect((await auditOf(client.id)).filter((line) => line.includes('holder.unknown'))).toHaveLength(4)
})

test('AT-17 of 50 starts of one hospital for one holder at once six pass, whatever the terminal; others are not touched', async () => {
  const { holder } = await world.register()
  const client = await world.newClient()
  const outcomes = await fifty(() => world.start(client, holder))
  expect(tally(outcomes)).toEqual({ passed: 6, codes: { 'request.rate_limited': 44 } })
  await expect(world.start(client, (await world.register()).holder)).resolves.toBeDefined()
})

test('AT-17 a terminal may start twenty in ten minutes; the same name at another hospital is another terminal', async () => {
  const [client, other] = [await world.newClient(), await world.newClient()]
  const terminal = 'T-flood'
  const refused = await fifty(() => world.start(client, { subject: 'nobody' }, { terminal }))
  expect(tally(refused).codes).toEqual({ 'holder.unknown': 20, 'request.rate_limited': 30 })
  const { holder } = await world.register()
  await expect(world.start(client, holder, { terminal })).rejects.toMatchObject({ code: 'request.rate_limited' })
  await expect(world.start(other, holder, { terminal })).resolves.toBeDefined()
})

test('the stricter side decides how the number is compared', async () => {
  const session = await world.start(await world.newClient(), (await world.register()).holder, {
    number_matching: 'pick',
  })
  expect((await world.rowOf(session)).numberMatching).toBe('type')
})

test('AT-10 a session is cancelled by the client that started it and by nobody else; twice is no error', async () => {
  const [client, stranger] = [await world.newClient(), await world.newClient()]
  const session = await world.startShown(client, (await world.register()).holder)
  const id = session.answer.device_authorization_id
  await expect(
    cancelDeviceAuthorization(context, { id, facilityClientId: stranger.id }, testOrigin),
  ).rejects.toMatchObject({
    code: 'device_authorization.unknown',
  })
  expect((await world.rowOf(session)).state).toBe('shown')
  const outcomes = await fifty(() =>
    cancelDeviceAuthorization(context, { id, facilityClientId: client.id }, testOrigin),
  )
  expect(tally(outcomes)).toEqual({ passed: 50, codes: {} })
  expect(await world.rowOf(session)).toMatchObject({ state: 'cancelled', endReason: 'client' })
  expect((await auditOf(id)).filter((line) => line.startsWith('device_authorization.cancel'))).toHaveLength(1)
  await expect(world.claim(session)).rejects.toMatchObject({ code: 'claim.ended' })
})
