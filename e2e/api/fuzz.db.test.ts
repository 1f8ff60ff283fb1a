import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyAuditSide } from '@/lib/audit/verify-audit-chain'
import { mintKit } from '../support/api-world/mint-kit'
import { masterKey, portalWorld } from '../support/api-world/portal-world'
import { nobody, type Presented, presentCredential, presentGarbage } from '../support/api-world/present-credential'
import { revive } from '../support/api-world/revive'
import type { Owner } from './endpoint-row'
import { type Attempt, attempts } from './fuzz/request-arbitrary'
import { type Answer, judgeAnswer, readAnswer } from './judge-answer'
import { listOperations, type Operation } from './operations'

/** The same requests each time; another seed or more of them by the environment. */
const seed = Number(process.env['SHOMEI_FUZZ_SEED'] ?? 20_261_123)
const numRuns = Number(process.env['SHOMEI_FUZZ_RUNS'] ?? 40)

const world = await portalWorld()
const operations = await listOperations(world)
const owners = {} as { own: Owner; other: Owner }
const seen = new Map<string, number>()

beforeAll(async () => {
  const { own, other } = world.people
  owners.own = { place: own, kit: await mintKit(world.contexts, own) }
  owners.other = { place: other, kit: await mintKit(world.contexts, other) }
  console.log(`fuzz: seed ${seed}, ${numRuns} requests to each of ${operations.length} operations`)
})

describe('AT-19, AT-30 whatever is sent, the answer is one of those declared and gives nothing away', () => {
  test.each(operations)(
    '$key',
    async (operation) => {
      const secrets = plantedSecrets()
      await fc.assert(
        fc.asyncProperty(attempts(operation, owners), async (attempt) => {
          const answer = await fire(operation, attempt)
          judgeAnswer(operation, answer, secrets)
          judgeCookies(operation, answer)
          const outcome = `${answer.status} ${answer.code}`
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1)
        }),
        { seed, numRuns },
      )
    },
    60_000,
  )
})

test('the run went deep: successes and refusals of the domains, not only of the schema', () => {
  const outcomes = [...seen].sort(([, a], [, b]) => b - a)
  console.log(`fuzz outcomes: ${outcomes.map(([outcome, count]) => `${outcome} ×${count}`).join(', ')}`)
  const codes = outcomes.map(([outcome]) => outcome)
  expect(codes.filter((code) => code.startsWith('20')).length).toBeGreaterThan(0)
  expect(codes.filter((code) => /\d (?!request\.|invalid_)\w/.test(code)).length).toBeGreaterThan(15)
})

test.each(['authority', 'facility'] as const)('L3 the audit chain of the %s is whole after all of it', async (side) => {
  const { faults, events, unrecorded } = await verifyAuditSide(world.db, world.contexts[side].keyring, side)
  expect([...faults, ...unrecorded]).toEqual([])
  expect(events).toBeGreaterThan(10)
})

async function fire(operation: Operation, { showing, path, query, body, headers }: Attempt): Promise<Answer> {
  await revive(world.db)
  const presented = await show(operation, showing, path)
  const isForm = operation.body?.mediaType === 'application/x-www-form-urlencoded'
  const fields = new URLSearchParams(presented.fields).toString()
  const sent = isForm && typeof body === 'string' ? `${fields}&${body}` : body
  const origin = operation.path.startsWith('/api/authority/') ? { origin: world.settings.authorityUrl } : {}
  const response = await world.call({
    method: operation.method,
    path: `${path}${query}`,
    headers: { ...origin, ...headers, ...presented.headers },
    ...(sent === undefined ? {} : { body: sent }),
  })
  return readAnswer(response)
}

async function show(operation: Operation, showing: Attempt['showing'], path: string): Promise<Presented> {
  const { principal } = operation
  if (showing === 'nobody') return nobody
  if (showing === 'garbage') return principal === null ? nobody : presentGarbage(principal)
  if (showing !== 'own') return presentCredential(world, owners.own.kit, showing, path)
  return principal === null ? nobody : presentCredential(world, owners.own.kit, principal, path)
}

/** AT-32: only the phone's own pages have cookies. */
function judgeCookies({ path }: Operation, { headers }: Answer): void {
  for (const cookie of headers.getSetCookie()) {
    expect(path.startsWith('/api/authority/v1/'), `${path} sets ${cookie}`).toBe(true)
    expect(cookie).toMatch(/^__Host-shomei-(registration|claim|holder)=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  }
}

function plantedSecrets(): string[] {
  return Object.values(owners).flatMap(({ kit, place }) => [
    masterKey,
    '$argon2',
    kit.card.code,
    kit.card.password,
    kit.registration.ticket,
    kit.claim.claimSecret,
    kit.claim.answer.qr_secret,
    kit.claim.answer.device_code,
    kit.holderSession,
    kit.launchTicket,
    kit.frame.bearer,
    kit.signedInFrame,
    kit.emrBearer,
    kit.compatHandle,
    kit.accessToken,
    ...Object.values(kit.sads),
    kit.consoleCookie,
    place.hospital.emrClient.clientSecret,
    place.administrator.password,
    place.doctor.password,
  ])
}
