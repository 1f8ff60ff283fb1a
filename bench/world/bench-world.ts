import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { createContexts } from '@/e2e/support/servers/contexts'
import { createDatabaseFor, databaseEnvironment } from '@/e2e/support/servers/database'
import { toCamelColumns } from '@/lib/db/camel-columns'
import type { Side as SideName } from '@/lib/vocabulary/settings/side'
import { type SeedContexts, type SeededHospital, seedHospital } from '@/prisma/seed/seed-hospital'
import { findFreePort } from '@/scripts/process/ports.mjs'

/** One side of the product as a client reaches it: connect to `port` on loopback, say `host`. */
export type Side = { port: number; url: string; host: string }

export type BenchWorld = {
  databaseUrl: string
  sideUrls: Record<SideName, string>
  masterKey: string
  authority: Side
  facility: Side
  emrOrigin: string
  hospital: SeededHospital
  contexts: SeedContexts
  sql: postgres.Sql
  /** Output of the servers. */
  logFolder: string
  close(): Promise<void>
}

/** A migrated database of its own with one hospital that has `terminals` terminals; no server runs yet. */
export async function createWorld(databaseServerUrl: string, terminals: number): Promise<BenchWorld> {
  const database = await createDatabaseFor(databaseServerUrl)
  const masterKey = randomBytes(32).toString('base64')
  const authority = await newSide('authority')
  const facility = await newSide('facility')
  const emrOrigin = 'http://emr.localhost'
  const contexts = createContexts({
    databaseUrl: database.url,
    masterKey,
    authorityUrl: authority.url,
    facilityUrl: facility.url,
  })
  const hospital = await seedHospital(
    contexts,
    { code: 'B01', name: 'テスト計測病院', authorityClientId: 'test-bench-hospital' },
    { emrOrigin, terminals: Array.from({ length: terminals }, (_, index) => benchTerminal(index)) },
  )
  const logFolder = mkdtempSync(join(tmpdir(), 'shomei-bench-log-'))
  const sql = postgres(database.url, { max: 2, transform: toCamelColumns, onnotice: () => {} })
  return {
    databaseUrl: database.url,
    sideUrls: database.sideUrls,
    masterKey,
    authority,
    facility,
    emrOrigin,
    hospital,
    contexts,
    sql,
    logFolder,
    async close() {
      await Promise.all([sql.end(), contexts.facility.db.close()])
      await database.drop()
      forgetIfEmpty(logFolder)
    },
  }
}

/** Settings of a server process of one side. The load comes from many addresses, which it sends as a proxy would. */
export function serverEnvironment(world: BenchWorld, side: SideName): Record<string, string> {
  return {
    SHOMEI_ROLE: side,
    PORT: String(world[side].port),
    ...databaseEnvironment(side, world.sideUrls),
    SHOMEI_KEY: world.masterKey,
    AUTHORITY_URL: world.authority.url,
    FACILITY_URL: world.facility.url,
    SHOMEI_TRUST: 'test',
    SHOMEI_TRUSTED_PROXY_HOPS: '1',
    SHOMEI_LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  }
}

/** Servers that had nothing to say leave nothing to read. */
function forgetIfEmpty(folder: string): void {
  const files = readdirSync(folder)
  if (files.every((file) => statSync(join(folder, file)).size === 0)) rmSync(folder, { recursive: true })
}

async function newSide(name: string): Promise<Side> {
  const port = await findFreePort()
  const host = `${name}.localhost:${port}`
  return { port, host, url: `http://${host}` }
}

function benchTerminal(index: number) {
  const number = String(index + 1).padStart(4, '0')
  return {
    terminalCode: `T-${number}`,
    name: `計測端末${number}`,
    place: '計測棟1階',
    department: '計測科',
    hasReader: false,
  }
}
