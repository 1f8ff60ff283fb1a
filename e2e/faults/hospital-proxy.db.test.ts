import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runSquid } from '@/lib/egress/testing/run-squid'
import { createTlsAuthority, type TlsAuthority } from '@/lib/egress/testing/test-certificates'
import { type ProxyBehaviour, startTestProxy, startTlsFront } from '@/lib/egress/testing/test-proxy'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { mintEmrBearer } from '../support/api-world/mint-credentials'
import { signInAtScreen } from '../support/api-world/mint-kit'
import { readJson } from '../support/api-world/phone-browser'
import { faultWorld } from '../support/faults-world/fault-world'

/** The authority under a name that is not of this machine, so that calls go through the proxy of the settings. */
const name = 'authority.example.test'
/** Of a whole call; an answer of the facility includes a little work of its own. */
const longestMs = 10_000

const world = faultWorld({ processes: 2 })
const closing: (() => Promise<unknown>)[] = []

let publicCa: TlsAuthority
let hospitalCa: TlsAuthority
let authority: { url: string; port: number; tlsPort: number }
let emr = ''
let frame = ''

beforeAll(async () => {
  ;[publicCa, hospitalCa] = await Promise.all([createTlsAuthority('TEST Public CA'), createTlsAuthority()])
  frame = (await signInAtScreen(world.contexts, world.place)).bearer
  emr = await mintEmrBearer(world.contexts, world.place)
  const identity = await publicCa.issue([name])
  const target = { port: 0 }
  const front = await startTlsFront(identity, () => target.port)
  closing.push(front.close)
  const url = `https://${name}:${front.port}`
  const { port } = await world.startBeside('authority', { AUTHORITY_URL: url })
  target.port = port
  authority = { url, port, tlsPort: front.port }
}, 60_000)

afterAll(async () => {
  for (const close of closing.splice(0)) await close()
  for (const ca of [publicCa, hospitalCa]) ca?.dispose()
})

/** A process of the facility that has just been started, behind that proxy. */
async function facilityBehind(proxy: string, roots: TlsAuthority) {
  const settings = { AUTHORITY_URL: authority.url, HTTPS_PROXY: proxy, SHOMEI_TLS_ROOTS_FILE: roots.rootFile }
  const { call, log } = await world.startBeside('facility', settings)
  const json = { 'content-type': 'application/json' }
  return {
    log,
    async sign() {
      const { doctor, terminal } = world.place
      const document = Buffer.from(samplePrescriptionCsv()).toString('base64')
      const body = { staff_id: doctor.staffCode, terminal_id: terminal.terminalCode, document }
      const headers = { ...json, authorization: `Bearer ${emr}`, 'idempotency-key': randomUUID() }
      const path = '/api/emr/v1/prescriptions/sign'
      return readJson(await call({ method: 'POST', path, headers, body: JSON.stringify(body) }))
    },
    async start() {
      const headers = { ...json, authorization: `Bearer ${frame}` }
      const body = JSON.stringify({ method: 'fido' })
      return readJson(await call({ method: 'POST', path: '/api/facility/v1/sign-ins', headers, body }))
    },
  }
}

async function inspectingProxy(behaviour: ProxyBehaviour = {}) {
  const changeable = { inspectsWith: await hospitalCa.issue([name]), portOf: () => authority.port, ...behaviour }
  const proxy = await startTestProxy(changeable)
  closing.push(proxy.close)
  return {
    url: proxy.url,
    /** From now on it takes connections and says nothing; those that are open end. */
    fallSilent() {
      changeable.isSilent = true
      for (const socket of proxy.sockets) socket.destroy()
    },
  }
}

type Facility = Awaited<ReturnType<typeof facilityBehind>>

async function expectToWork(facility: Facility): Promise<void> {
  expect(await facility.sign(), 'a process that has just been started').toMatchObject({ status: 200 })
  expect(await facility.start()).toMatchObject({ status: 200 })
  expect(await facility.sign(), 'and one in use').toMatchObject({ status: 200 })
}

async function expectQuickRefusal(act: () => ReturnType<Facility['sign']>, code: string): Promise<void> {
  const since = performance.now()
  const answer = await act()
  expect(answer, JSON.stringify(answer.json)).toMatchObject({ status: 503, code })
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(performance.now() - since).toBeLessThan(longestMs)
}

describe('a facility behind', () => {
  test('Debian’s squid as it is packaged: signs and starts sign-ins', async () => {
    const squid = await runSquid({ names: [name], tlsPort: authority.tlsPort })
    closing.push(squid.stop)
    // Only squid's own file of host names knows where that name is; a tunnel is in its log when it has ended.
    await expectToWork(await facilityBehind(squid.url, publicCa))
  }, 60_000)

  test('a proxy that opens TLS, whose root is in the settings: signs and starts sign-ins', async () => {
    const proxy = await inspectingProxy()
    await expectToWork(await facilityBehind(proxy.url, hospitalCa))
  }, 60_000)

  test('a proxy that opens TLS, whose root is not: names the issuer and the setting', async () => {
    const proxy = await inspectingProxy()
    const facility = await facilityBehind(proxy.url, publicCa)
    const answer = await facility.sign()
    expect(answer).toMatchObject({ status: 503, code: 'authority.tls_root_unknown' })
    expect(answer.json['params']).toMatchObject({ issuer: 'TEST Hospital Proxy CA, TEST Hospital' })
    expect(answer.json['next_step']).toMatch(/SHOMEI_TLS_ROOTS_FILE/)
    await vi.waitUntil(() => facility.log().includes('TEST Hospital Proxy CA'), { timeout: 5_000 })
  }, 60_000)

  test('a proxy that has been silent from the start: answers within the limit of a call', async () => {
    const proxy = await inspectingProxy({ isSilent: true })
    const facility = await facilityBehind(proxy.url, hospitalCa)
    await expectQuickRefusal(facility.sign, 'authority.proxy_unreachable')
    await expectQuickRefusal(facility.start, 'authority.proxy_unreachable')
  }, 60_000)

  test('a proxy that falls silent while the process is in use: answers within the limit of a call', async () => {
    const proxy = await inspectingProxy()
    const facility = await facilityBehind(proxy.url, hospitalCa)
    await expectToWork(facility)
    proxy.fallSilent()
    await expectQuickRefusal(facility.sign, 'authority.proxy_unreachable')
    await expectQuickRefusal(facility.start, 'authority.proxy_unreachable')
  }, 60_000)
})
