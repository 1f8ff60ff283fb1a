import { beforeAll, expect, test } from 'vitest'
import { openStreams } from '@/lib/api/open-streams'
import { mintKit } from '../support/api-world/mint-kit'
import { portalWorld } from '../support/api-world/portal-world'
import { snapshot } from '../support/api-world/snapshot'
import type { Owner } from './endpoint-row'
import { judgeAnswer, readAnswer } from './judge-answer'
import { listOperations } from './operations'
import { fillPath, ownShot, rowOf, send } from './send'

const world = await portalWorld()
const operations = await listOperations(world)
const owner = {} as Owner

beforeAll(async () => {
  Object.assign(owner, { place: world.people.own, kit: await mintKit(world.contexts, world.people.own) })
})

/** Every cookie that the browser of a phone or of an administrator could send along. */
function allCookies(): string {
  const { registration, claim, holderSession, consoleCookie } = owner.kit
  return [
    `__Host-shomei-registration=${registration.ticket}`,
    `__Host-shomei-claim=${claim.claimSecret}`,
    `__Host-shomei-holder=${holderSession}`,
    consoleCookie,
  ].join('; ')
}

test.each(['GET', 'HEAD'])(
  'AT-24 %s of every path, as a preview or a prefetch asks, changes nothing',
  async (method) => {
    const before = await snapshot(world.db)
    for (const operation of operations) {
      const path = fillPath(operation.path, rowOf(operation).path?.(owner) ?? {})
      for (const headers of [{}, { cookie: allCookies(), 'sec-purpose': 'prefetch;prerender' }]) {
        const response = await world.call({ method, path, headers })
        const answer = await readAnswer(response)
        const answers = ['application/json', 'text/event-stream', ...operation.answers]
        if (method === 'GET') judgeAnswer({ ...operation, answers, refusals: null }, answer, [])
        expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500)
      }
    }
    expect(await snapshot(world.db)).toEqual(before)
  },
  60_000,
)

test('AT-24 declared reads change nothing under their own credential either, and answer', async () => {
  const before = await snapshot(world.db)
  for (const operation of operations.filter(({ method, key }) => method === 'GET' && rowOf({ key }).acts !== true)) {
    const answer = await send(world, operation, await ownShot(world, operation, owner))
    judgeAnswer(operation, answer, [])
    expect(answer.status, operation.key).toBe(200)
  }
  expect(await snapshot(world.db)).toEqual(before)
})

test('the fingerprint that these tests compare sees a write', async () => {
  const before = await snapshot(world.db)
  await world.db
    .sql`UPDATE authority.notification_card SET opened_at = clock_timestamp() WHERE id = ${owner.kit.card.cardId}`
  expect(await snapshot(world.db)).not.toEqual(before)
})

test('HEAD of an event stream leaves none open', async () => {
  const open = openStreams().size
  for (const operation of operations.filter(({ method, path }) => method === 'GET' && path.endsWith('/events'))) {
    const shot = await ownShot(world, operation, owner)
    const answer = await send(world, { ...operation, method: 'HEAD' }, shot)
    expect(answer.status).toBe(200)
    expect(openStreams().size, operation.key).toBe(open)
  }
})
