import { expect, test, vi } from 'vitest'
import { assertClient } from '../support/api-world/client-assertion'
import {
  mintCard,
  mintConsoleCookie,
  mintDeviceAuthorization,
  mintEmrBearer,
  mintFrame,
} from '../support/api-world/mint-credentials'
import { openBrowser } from '../support/api-world/phone-browser'
import { faultWorld } from '../support/faults-world/fault-world'
import { atAuthorityAudit, hold } from '../support/faults-world/hold'
import { openStream } from '../support/faults-world/open-stream'

const world = faultWorld()
const drainMs = 10_000

/** One stream of each kind that the API has. */
async function openEveryStream() {
  const { contexts, place, settings } = world
  const { authorityUrl, facilityUrl } = settings
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const { answer } = await mintDeviceAuthorization(contexts, place)
  const events = `/oauth2/device_authorization/${answer.device_authorization_id}/events`
  const assertion = await assertClient(contexts, place, `${authorityUrl}${events}`)
  const { bearer: frame } = await mintFrame(contexts, place)
  const streams = await Promise.all([
    openStream(authorityUrl, events, bearer(assertion)),
    openStream(facilityUrl, '/api/facility/v1/frame-sessions/current/events', bearer(frame)),
    openStream(facilityUrl, '/api/emr/v1/events', bearer(await mintEmrBearer(contexts, place))),
    openStream(facilityUrl, '/api/facility/v1/console/today/events', {
      cookie: await mintConsoleCookie(contexts, place),
    }),
  ])
  await Promise.all(streams.map(({ first }) => first))
  return streams
}

/** Sends SIGTERM; the milliseconds until the process has gone. */
async function terminate(): Promise<number> {
  const [pid] = world.pids()
  if (pid === undefined) throw new Error('no process')
  const since = performance.now()
  process.kill(pid, 'SIGTERM')
  await vi.waitUntil(() => !isRunning(pid), { timeout: drainMs * 2, interval: 10 })
  return performance.now() - since
}

/** A child that has ended is still listed until it is waited for: the test process is its parent and does. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('S7 SIGTERM ends every stream with a retry hint and the process within ten seconds', async () => {
  const streams = await openEveryStream()
  const tookMs = await terminate()
  console.log(`drained ${streams.length} open streams in ${Math.round(tookMs)} ms`)
  expect(tookMs).toBeLessThan(drainMs)
  for (const stream of streams) {
    expect(await stream.ended).toBe('ended')
    expect(stream.text()).toMatch(/^retry: \d+$/m)
  }
  await world.startApis()
}, 60_000)

test('a request under way at SIGTERM is answered, and a new one finds nobody', async () => {
  const card = await mintCard(world.contexts)
  const phone = openBrowser(world.call, world.settings.authorityUrl)
  const held = await hold(world.settings.databaseUrl, atAuthorityAudit)
  const underWay = phone.post('registrations', { code: card.code, password: card.password })
  await held.caught()
  const gone = terminate()
  await vi.waitUntil(async () => (await world.health('live')) === null, { timeout: 5_000, interval: 20 })
  await held.release()
  expect(await underWay).toMatchObject({ status: 200, json: { step: 'bind' } })
  expect(await gone).toBeLessThan(drainMs)
  await world.startApis()
}, 60_000)

test('the twin: without a signal a stream stays', async () => {
  const streams = await openEveryStream()
  const outcome = await Promise.race([...streams.map(({ ended }) => ended), world.health('live')])
  expect(outcome).toBe(200)
  for (const stream of streams) stream.close()
}, 60_000)
