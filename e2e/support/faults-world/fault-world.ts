import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, vi } from 'vitest'
import { type Side, sides } from '@/lib/vocabulary/settings/side'
import type { SeedContexts } from '@/prisma/seed/seed-hospital'
import { findFreePort } from '@/scripts/process/ports.mjs'
import type { Call } from '../api-world/portal-world'
import { type Place, seedPeople } from '../api-world/seed-people'
import { createContexts } from '../servers/contexts'
import { createDatabaseFor } from '../servers/database'
import { type ServerProcess, statusOf } from '../servers/server-process'
import { type ApiSettings, bundleApi, callOverHttp, startApi } from './api-process'
import { type OwnPostgres, startOwnPostgres } from './own-postgres'

type Running = {
  postgres: OwnPostgres
  settings: Omit<ApiSettings, 'role' | 'port'>
  contexts: SeedContexts
  place: Place
}

/** A connection that met the database while it was starting up may fail a moment later, at the next request. */
const timeoutMs = 10_000

/**
 * A PostgreSQL and API processes of one test file's own, to be killed: one process with both sides, or one a side when
 * `processes` is 2. The hospital and its doctor are seeded.
 */
export function faultWorld({ processes = 1 }: { processes?: 1 | 2 } = {}) {
  const world = {} as Running
  const apis: ServerProcess[] = []
  const ports: number[] = []
  const logFolder = mkdtempSync(join(tmpdir(), 'shomei-faults-log-'))
  const mood = { impatient: true }
  let bundle = ''

  beforeAll(async () => {
    const [postgres, built, first, second] = await Promise.all([
      startOwnPostgres(),
      bundleApi(),
      findFreePort(),
      findFreePort(),
    ])
    bundle = built
    ports.push(first, processes === 1 ? first : second)
    const database = await createDatabaseFor(postgres.url('postgres'))
    const settings = {
      databaseUrl: database.url,
      sideUrls: database.sideUrls,
      masterKey: randomBytes(32).toString('base64'),
      authorityUrl: `http://authority.localhost:${ports[0]}`,
      facilityUrl: `http://facility.localhost:${ports[1]}`,
    }
    const contexts = createContexts(settings)
    const { own } = await seedPeople(contexts)
    Object.assign(world, { postgres, settings, contexts, place: own })
    await startApis()
  }, 120_000)

  afterAll(async () => {
    await Promise.allSettled(apis.map((api) => api.stop()))
    await world.contexts?.facility.db.close()
    await world.postgres?.remove()
    for (const path of [bundle, logFolder]) rmSync(path, { recursive: true, force: true })
  }, 60_000)

  async function startApis(side?: Side): Promise<void> {
    const roles = processes === 1 ? (['all'] as const) : sides
    for (const [index, role] of roles.entries()) {
      if (side !== undefined && role !== side) continue
      const settings = { ...world.settings, role, port: ports[index] ?? 0 }
      apis[index] = await startApi(bundle, settings, join(logFolder, `${role}.log`))
    }
  }

  function callOnce(call: Call): Promise<Response> {
    const isAuthority = /^\/(?:oauth2|csc|crl|ca|\.well-known|api\/authority)\//.test(call.path)
    return callOverHttp(isAuthority ? world.settings.authorityUrl : world.settings.facilityUrl, call)
  }

  /** As a person does who is asked to retry: again after a 503, for a while. */
  async function callPatiently(call: Call): Promise<Response> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const answer = await callOnce(call)
      if (answer.status !== 503 || !answer.headers.has('retry-after') || Date.now() > deadline) return answer
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  return {
    get contexts() {
      return world.contexts
    },
    get place() {
      return world.place
    },
    get settings() {
      return world.settings
    },
    get postgres() {
      return world.postgres
    },
    /** Sends a request; while `impatient`, the first answer counts. */
    call: (call: Call) => (mood.impatient ? callOnce(call) : callPatiently(call)),
    callOnce,
    mood,
    startApis,
    /** SIGKILL to every API process, or to that of one side. */
    async killApis(side?: Side): Promise<void> {
      const chosen = side === undefined ? apis : [side === 'authority' ? apis[0] : apis[1]]
      await Promise.all(chosen.map((api) => api?.stop('SIGKILL')))
    },
    /** One more process of a side, with other settings, on a port of its own; its log can be read. */
    async startBeside(role: Side, environment: Readonly<Record<string, string>>) {
      const port = await findFreePort()
      const logFile = join(logFolder, `${role}-${port}.log`)
      const api = await startApi(bundle, { ...world.settings, role, port, environment }, logFile)
      apis.push(api)
      return {
        port,
        /** As one that calls the facility. */
        call: (call: Call) => callOverHttp(world.settings.facilityUrl, call, port),
        log: () => readFileSync(logFile, 'utf8'),
      }
    },
    pids: () => apis.map(({ pid }) => pid),
    /** Status of `/api/health/live` or `ready`; null when nothing answers. */
    health: (what: 'live' | 'ready') => statusOf(ports[0] ?? 0, 'health.localhost', `/api/health/${what}`),
    async untilReady(): Promise<void> {
      const isReady = async () => (await statusOf(ports[0] ?? 0, 'health.localhost', '/api/health/ready')) === 200
      await vi.waitUntil(isReady, { timeout: 30_000, interval: 100 })
    },
    /** What the processes said last, for the message of a failure. */
    lastWords: () =>
      readdirSync(logFolder)
        .map((name) => readFileSync(join(logFolder, name), 'utf8').slice(-2_000))
        .join('\n'),
  }
}

export type FaultWorld = ReturnType<typeof faultWorld>
