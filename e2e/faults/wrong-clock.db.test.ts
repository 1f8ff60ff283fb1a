import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { mintEmrBearer } from '../support/api-world/mint-credentials'
import { signInAtScreen } from '../support/api-world/mint-kit'
import { readJson } from '../support/api-world/phone-browser'
import type { Call } from '../support/api-world/portal-world'
import { faultWorld } from '../support/faults-world/fault-world'

const world = faultWorld({ processes: 2 })

/** Debian's libfaketime: the process sees another time, its timers run as ever. */
function clockOf(offset: string): Record<string, string> {
  const library = ['x86_64', 'aarch64']
    .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
    .find((path) => existsSync(path))
  if (library === undefined) throw new Error('libfaketime is not installed: apt-get install faketime')
  return { LD_PRELOAD: library, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
}

type Process = Awaited<ReturnType<typeof world.startBeside>>
type Caller = (call: Call) => Promise<Response>

let emr = ''
let frame = ''
beforeAll(async () => {
  frame = (await signInAtScreen(world.contexts, world.place)).bearer
  emr = await mintEmrBearer(world.contexts, world.place)
}, 60_000)

const json = { 'content-type': 'application/json' }
const readyOf = async (caller: Caller) =>
  (await readJson(await caller({ method: 'GET', path: '/api/health/ready' }))).json

async function startIn(caller: Caller) {
  const headers = { ...json, authorization: `Bearer ${frame}` }
  const body = JSON.stringify({ method: 'fido' })
  return readJson(await caller({ method: 'POST', path: '/api/facility/v1/sign-ins', headers, body }))
}

async function signAt(caller: Caller) {
  const { doctor, terminal } = world.place
  const document = Buffer.from(samplePrescriptionCsv()).toString('base64')
  const body = { staff_id: doctor.staffCode, terminal_id: terminal.terminalCode, document }
  const headers = { ...json, authorization: `Bearer ${emr}`, 'idempotency-key': randomUUID() }
  const path = '/api/emr/v1/prescriptions/sign'
  return readJson(await caller({ method: 'POST', path, headers, body: JSON.stringify(body) }))
}

async function badge() {
  const path = `/api/emr/v1/staff/${world.place.doctor.staffCode}/sign-in-status`
  const answer = await readJson(await world.call({ method: 'GET', path, headers: { authorization: `Bearer ${emr}` } }))
  return answer.json['status']
}

/** Once the process has asked the authority for its time, which it does within seconds of its start. */
async function untilMeasured(process: Process): Promise<number> {
  const skew = async () => (await readyOf(process.call))['authority'] as { clock_skew_seconds: number | null }
  return vi.waitUntil(async () => (await skew()).clock_skew_seconds ?? undefined, { timeout: 20_000, interval: 100 })
}

describe.each([
  ['ahead', '+3m', 180],
  ['behind', '-3m', -180],
])('AT-49 a process whose clock is three minutes %s', (_, offset, seconds) => {
  test('works beside a right one, by the authority’s time, and says what is wrong', async () => {
    const wrong = await world.startBeside('facility', clockOf(offset))
    expect(await startIn(wrong.call)).toMatchObject({ status: 200 })
    expect(Math.abs((await untilMeasured(wrong)) - seconds)).toBeLessThan(5)
    expect(wrong.log()).toMatch(/the clock of this server is not the authority/)
    expect(await badge()).toBe('signed_in')
  }, 60_000)
})

test('AT-49 a process whose clock is two hours ahead neither starts nor signs, names it, and takes signing from nobody', async () => {
  const wrong = await world.startBeside('facility', clockOf('+2h'))
  for (let call = 0; call < 5; call += 1) {
    const start = await startIn(wrong.call)
    expect(start).toMatchObject({ status: 503, code: 'authority.clock_skew' })
    expect(Math.abs(Number((start.json['params'] as { seconds: number }).seconds) - 7_200)).toBeLessThan(5)
    expect(start.json['next_step']).toMatch(/NTP/)
  }
  const refused = await signAt(wrong.call)
  expect(refused).toMatchObject({ status: 503, code: 'authority.clock_skew' })
  expect(refused.json['ways_on']).toEqual(expect.arrayContaining([expect.objectContaining({ way: 'paper' })]))
  expect(await badge()).toBe('signed_in')
  expect(await signAt(world.call)).toMatchObject({ status: 200 })
  const audit = await world.contexts.facility.db.sql`
    SELECT 1 FROM facility.audit_event WHERE action = 'facility.authority_refusal'`
  expect(audit).toHaveLength(0)
}, 60_000)
