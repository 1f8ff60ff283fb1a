import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEmr } from '@/examples/emr/emr.mjs'
import { createBrowser } from '@/examples/emr/testing/browser.mjs'
import { createService } from '@/examples/national-service/service.mjs'
import { createTrustSource } from '@/examples/national-service/trust.mjs'
import { keepCredentialsReady } from '@/lib/authority/credentials/keep-credentials-ready'
import { signInAtScreen } from '../support/api-world/mint-kit'
import { portalWorld } from '../support/api-world/portal-world'

const world = await portalWorld()
const emrOrigin = 'http://emr.localhost:3001'
const servers: Server[] = []
let emrPort = 0

beforeAll(async () => {
  const { authorityUrl, facilityUrl } = world.settings
  const connect = `http://127.0.0.1:${new URL(facilityUrl).port}`
  await keepCredentialsReady(world.contexts.authority)
  const readTrust = createTrustSource({ authorityUrl, authorityConnect: connect, port: 0, delayMs: 0 })
  const national = await listen(createService({ readTrust }))
  const { hospital, doctor, terminal } = world.people.own
  const { code: facilityCode, name: facilityName, emrClient } = hospital
  const { staffCode, displayName, password } = doctor
  const settings = {
    origin: emrOrigin,
    facilityUrl,
    facilityConnect: connect,
    nationalServiceUrl: `http://127.0.0.1:${national}`,
    clients: [{ facilityCode, facilityName, ...emrClient }],
    users: [{ facilityCode, staffCode, displayName, password, department: '内科' }],
    terminals: [{ facilityCode, terminalId: terminal.terminalCode, name: '第1診察室' }],
  }
  emrPort = await listen(await createEmr(settings))
})

afterAll(() => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
})

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

test('the example EMR: no sign-in, no signature; after it the same prescription is signed once and the national service accepts it', async () => {
  const { hospital, doctor } = world.people.own
  const browser = createBrowser(emrOrigin, emrPort)
  const login = { facility_code: hospital.code, staff_code: doctor.staffCode, password: doctor.password }
  expect((await browser.send('POST', '/api/session', { content: login })).status).toBe(200)
  const wanted = { patient_id: '0000101', request_id: crypto.randomUUID() }
  const { json: draft } = await browser.send('POST', '/api/prescriptions', { content: wanted })
  const issue = () => browser.send('POST', `/api/prescriptions/${draft.id}/issue`, { content: {} })
  const count = () => world.db.prisma.signatureRequest.count()

  const refused = await issue()
  expect([refused.status, refused.json.code]).toEqual([409, 'authentication_required'])
  expect(await count()).toBe(0)

  await signInAtScreen(world.contexts, world.people.own)
  const [first, ...others] = await Promise.all([issue(), issue(), issue()])
  expect(first.json).toMatchObject({
    id: draft.id,
    state: 'registered',
    access_code: expect.stringMatching(/^\d{16}$/),
  })
  expect(others.map(({ json }) => json.access_code)).toEqual([first.json.access_code, first.json.access_code])
  expect(await count()).toBe(1)
})
