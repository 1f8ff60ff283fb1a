import { beforeEach, describe, expect, test, vi } from 'vitest'
import { mintFrame } from '../support/api-world/mint-credentials'
import { type JsonAnswer, openBrowser, readJson } from '../support/api-world/phone-browser'
import { challengeOf, type Place } from '../support/api-world/seed-people'
import { faultWorld } from '../support/faults-world/fault-world'
import { atAuthorityAudit, type StoppedAt } from '../support/faults-world/hold'
import { killDuring, moments, victims } from '../support/faults-world/victims'

const world = faultWorld()

beforeEach(async () => {
  const { sql } = world.contexts.authority.db
  await sql`DELETE FROM authority.rate_limit`
  await sql`DELETE FROM facility.rate_limit`
})

/** A terminal with the frame on it, and the doctor's phone. */
async function newWalk(place: Place) {
  const { bearer } = await mintFrame(world.contexts, place)
  const phone = openBrowser(world.call, world.settings.authorityUrl)
  const told: { options?: unknown } = {}
  const frame = async (method: string, path: string, body?: unknown): Promise<JsonAnswer> => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const headers = { authorization: `Bearer ${bearer}`, ...json }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    return readJson(await world.call({ method, path: `/api/facility/v1/${path}`, headers, ...sent }))
  }
  const look = () => frame('GET', 'frame-sessions/current')
  const signIn = async () =>
    ((await look()).json['sign_in'] ?? { state: 'none' }) as { state: string; match_number: string }
  const until = (state: string) =>
    vi.waitUntil(async () => (await signIn()).state === state, { timeout: 20_000, interval: 50 })
  const shownAtAuthority = () =>
    vi.waitUntil(async () => (await newestState()) === 'shown', { timeout: 20_000, interval: 20 })
  const acts = {
    start: () => frame('POST', 'sign-ins', { method: 'fido' }),
    shown: () => frame('POST', 'sign-ins', { method: 'fido' }),
    /** Scans what the screen shows; the code is good from the moment the authority knows that it is shown. */
    async claimed() {
      const { qr } = (await look()).json as { qr: { url: string } | null }
      return phone.post('claims', { frame: qr === null ? 'no-code' : new URL(qr.url).hash.slice(1) })
    },
    async number() {
      await until('claimed')
      const answer = await phone.post('claims/current/number', { number: (await signIn()).match_number })
      told.options = answer.json['options'] ?? told.options
      return answer
    },
    options: async () => {
      const answer = await phone.post('claims/current/options')
      told.options = answer.json['options'] ?? told.options
      return answer
    },
    assertion: () =>
      phone.post('claims/current/assertion', { response: place.doctor.authenticator.get(challengeOf(told.options)) }),
  }
  return { phone, look, signIn, until, acts, shownAtAuthority }
}

type Walk = Awaited<ReturnType<typeof newWalk>>
type ActName = 'start' | 'claimed' | 'number' | 'assertion'

async function newestState(): Promise<string> {
  const row = await world.contexts.authority.db.prisma.deviceAuthorization.findFirstOrThrow({
    orderBy: { createdAt: 'desc' },
  })
  return row.state
}

/** Each step: what goes before, what is done, and the statement at which it is stopped. */
const steps = [
  { step: 'start', before: [], act: 'start', lock: atAuthorityAudit },
  {
    step: 'shown',
    before: [],
    act: 'start',
    lock: { table: 'authority.device_authorization', condition: `OLD.state = 'started' AND NEW.state = 'shown'` },
  },
  { step: 'claimed', before: ['start'], act: 'claimed', lock: atAuthorityAudit },
  { step: 'number', before: ['start', 'claimed'], act: 'number', lock: atAuthorityAudit },
  { step: 'assertion', before: ['start', 'claimed', 'number'], act: 'assertion', lock: atAuthorityAudit },
  {
    step: 'redeem',
    before: ['start', 'claimed', 'number'],
    act: 'assertion',
    lock: 'LOCK TABLE authority.access_token IN SHARE ROW EXCLUSIVE MODE',
  },
  {
    step: 'store in the vault',
    before: ['start', 'claimed', 'number'],
    act: 'assertion',
    lock: 'LOCK TABLE facility.vault_token IN SHARE ROW EXCLUSIVE MODE',
  },
] as const satisfies readonly { step: string; before: readonly ActName[]; act: ActName; lock: StoppedAt }[]

/** Where the answer of a step comes before what it sets in motion. */
const settledBy: Partial<Record<(typeof steps)[number]['step'], (walk: Walk) => Promise<unknown>>> = {
  shown: (walk) => walk.shownAtAuthority(),
  redeem: () => vi.waitUntil(async () => (await newestState()) === 'redeemed', { timeout: 20_000, interval: 5 }),
  'store in the vault': (walk) => walk.until('signed_in'),
}

/** What doctor and screen do next: whatever is open goes on, whatever has ended begins again. */
async function goOn(walk: Walk): Promise<void> {
  const step = async (): Promise<boolean> => {
    const { state } = await walk.signIn()
    if (state === 'signed_in') return true
    if (state === 'shown') await tryScan(walk)
    else if (state === 'claimed') await answer(walk)
    else if (state === 'redeeming') await letLeaseEnd()
    else expect(await walk.acts.start()).toMatchObject({ status: 200 })
    return false
  }
  await vi.waitUntil(step, { timeout: 60_000, interval: 100 })
}

/** The turn of the process that died lasts 20 s; the test does not wait for them. */
async function letLeaseEnd(): Promise<void> {
  await world.contexts.facility.db
    .sql`UPDATE facility.sign_in SET redeeming_until = clock_timestamp() - interval '1 millisecond' WHERE state = 'redeeming'`
}

async function tryScan({ acts, phone }: Walk): Promise<void> {
  const scanned = await acts.claimed()
  if (scanned.status === 200) return
  if (scanned.code !== 'claim.invalid') phone.cookies.delete('__Host-shomei-claim')
  expect(['claim.invalid', 'claim.taken', 'claim.ended'], JSON.stringify(scanned.json)).toContain(scanned.code)
}

/** The phone's page is loaded again: it asks for the number once, then for the biometric. */
async function answer({ acts, phone, signIn }: Walk): Promise<void> {
  const current = await phone.get('claims/current')
  if (current.status === 410) return
  expect(current.status, JSON.stringify(current.json)).toBe(200)
  if (current.json['number_matched'] !== true) {
    expect((await phone.post('claims/current/number', { number: (await signIn()).match_number })).status).toBe(200)
  }
  expect((await acts.options()).status).toBe(200)
  expect((await acts.assertion()).status).toBe(200)
}

describe.each(victims)('AT-25 kill -9 of %s', (victim) => {
  describe.each(moments)('%s', (moment) => {
    test.each(steps)(
      'at the step $step: nothing is half done and the doctor gets signed in',
      async (row) => {
        const { place } = world
        const walk = await newWalk(place)
        for (const earlier of row.before) {
          if (earlier === 'claimed') await walk.shownAtAuthority()
          const answer = await walk.acts[earlier]()
          expect(answer.status, `${earlier} ${JSON.stringify(answer.json)} ${world.lastWords()}`).toBe(200)
        }
        if (row.act === 'claimed') await walk.shownAtAuthority()
        const settled = settledBy[row.step]
        await killDuring(world, {
          victim,
          moment,
          lock: row.lock,
          act: walk.acts[row.act],
          ...(settled === undefined ? {} : { settled: () => settled(walk) }),
        })
        await goOn(walk)
        const status = (await walk.look()).json['status'] as { status: string }
        expect(status.status).toBe('signed_in')
      },
      90_000,
    )
  })
})
