import { expect, test, vi } from 'vitest'
import { mintEmrBearer } from '../support/api-world/mint-credentials'
import { signInAtScreen } from '../support/api-world/mint-kit'
import { type JsonAnswer, readJson } from '../support/api-world/phone-browser'
import { faultWorld } from '../support/faults-world/fault-world'
import { openStream } from '../support/faults-world/open-stream'

const world = faultWorld({ processes: 2 })

async function asEmr(method: string, path: string): Promise<JsonAnswer> {
  const bearer = await mintEmrBearer(world.contexts, world.place)
  const headers = { authorization: `Bearer ${bearer}` }
  return readJson(await world.call({ method, path: `/api/emr/v1/${path}`, headers }))
}

async function asFrame(bearer: string, method: string, path: string, body?: unknown): Promise<JsonAnswer> {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  const headers = { authorization: `Bearer ${bearer}`, ...json }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  return readJson(await world.call({ method, path: `/api/facility/v1/${path}`, headers, ...sent }))
}

/** Lets the authority's last word about every token be too old. */
async function forgetChecks(): Promise<void> {
  await world.contexts.facility.db
    .sql`UPDATE facility.vault_token SET checked_at = clock_timestamp() - interval '1 hour'`
}

test('the authority is away: the facility says so, the status stays right from its vault, and all comes back by itself', async () => {
  const { doctor } = world.place
  const status = `staff/${doctor.staffCode}/sign-in-status`
  const { bearer } = await signInAtScreen(world.contexts, world.place)
  const before = await asEmr('GET', status)
  expect(before.json).toMatchObject({ status: 'signed_in', method: 'fido' })

  await world.killApis('authority')
  await forgetChecks()

  const during = await asEmr('GET', status)
  expect(during).toMatchObject({ status: 200, json: { status: 'signed_in', expires_at: before.json['expires_at'] } })
  const again = await asEmr('GET', status)
  expect(again.json, 'a check that could not be made ends nothing').toMatchObject({ status: 'signed_in' })

  const since = performance.now()
  const start = await asFrame(bearer, 'POST', 'sign-ins', { method: 'fido' })
  expect(start).toMatchObject({ status: 503, code: 'authority.unreachable' })
  expect(Number(start.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(start.json['detail']).toMatch(/有効期限内の認証は失われません/)
  expect(performance.now() - since, 'nobody waits for a long time').toBeLessThan(10_000)

  const frame = await asFrame(bearer, 'GET', 'frame-sessions/current')
  expect(frame.json).toMatchObject({
    status: { status: 'signed_in' },
    sign_in: { state: 'failed', end_reason: 'authority.unreachable' },
  })
  const emr = { authorization: `Bearer ${await mintEmrBearer(world.contexts, world.place)}` }
  const stream = await openStream(world.settings.facilityUrl, '/api/emr/v1/events', emr)
  await vi.waitUntil(() => /"signed_in"/.test(stream.text()), { timeout: 5_000 })
  stream.close()

  await world.startApis('authority')
  expect(await asFrame(bearer, 'POST', 'sign-ins', { method: 'fido' })).toMatchObject({ status: 200 })
}, 90_000)

test('AT-15 signed out while the authority is away: yellow at once, and revoked there as soon as it is back', async () => {
  const { prisma } = world.contexts.authority.db
  const { doctor } = world.place
  await signInAtScreen(world.contexts, world.place)
  const token = await prisma.accessToken.findFirstOrThrow({ orderBy: { issuedAt: 'desc' } })

  await world.killApis('authority')
  const out = await asEmr('POST', `staff/${doctor.staffCode}/sign-out`)
  expect(out).toMatchObject({ status: 200, json: { signed_out: true, revoked_at_authority: false } })
  const status = await asEmr('GET', `staff/${doctor.staffCode}/sign-in-status`)
  expect(status.json).toMatchObject({ status: 'sign_in_required' })

  await world.startApis('authority')
  expect((await prisma.accessToken.findUniqueOrThrow({ where: { id: token.id } })).revokedAt).toBeNull()
  const later = await asEmr('POST', `staff/${doctor.staffCode}/sign-out`)
  expect(later).toMatchObject({ status: 200, json: { signed_out: false, revoked_at_authority: true } })
  expect((await prisma.accessToken.findUniqueOrThrow({ where: { id: token.id } })).revokedAt).not.toBeNull()
}, 90_000)

test('AT-15 the facility is away: what the authority revoked meanwhile is yellow once it is back', async () => {
  const { doctor } = world.place
  const { sql } = world.contexts.authority.db
  await signInAtScreen(world.contexts, world.place)
  await world.killApis('facility')
  await sql`UPDATE authority.access_token SET revoked_at = clock_timestamp(), revoked_reason = 'holder_request'`
  await forgetChecks()
  await world.startApis('facility')
  const yellow = async () =>
    (await asEmr('GET', `staff/${doctor.staffCode}/sign-in-status`)).json['status'] === 'sign_in_required'
  await vi.waitUntil(yellow, { timeout: 15_000, interval: 100 })
}, 90_000)
