import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Side } from '@/lib/vocabulary/settings/side'
import { findFreePort } from '@/scripts/process/ports.mjs'
import type { World } from '../world'
import { type Balancer, type BalancerTarget, startBalancer } from './balancer'
import { createDatabaseFor, databaseEnvironment } from './database'
import { seedWorld } from './seed-world'
import { type ServerProcess, startServerProcess } from './server-process'

export type RunningWorld = { world: World; worldFile: string; stop(): Promise<void> }

/**
 * Starts what a hospital and its authority run: two processes of each side behind a balancer, on one database, and the EMR of
 * another maker with the stand-in for the national service. Three sites: authority.localhost, facility.localhost, emr.localhost.
 */
export async function startWorld(databaseServerUrl: string): Promise<RunningWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-e2e-'))
  const database = await createDatabaseFor(databaseServerUrl)
  const ports = await freePorts()
  const [authority, authority1, authority2, facility, facility1, facility2, emr, control, national] = ports
  const urls = {
    authorityUrl: `http://authority.localhost:${authority}`,
    facilityUrl: `http://facility.localhost:${facility}`,
    emrUrl: `http://emr.localhost:${emr}`,
  }
  const masterKey = randomBytes(32).toString('base64')
  const settings = { databaseUrl: database.url, sideUrls: database.sideUrls, masterKey, ...urls }
  const facilityConnect = `http://127.0.0.1:${facility}`
  // Nothing answers there until the test of a vendor's first page does.
  const vendorOrigin = `http://localhost:${await findFreePort()}`
  const addresses = { emrOrigin: urls.emrUrl, facilityConnect, vendorOrigin }
  const { demonstration, doctors } = await seedWorld(settings, addresses)
  const demonstrationFile = join(folder, 'demonstration.json')
  writeFileSync(demonstrationFile, JSON.stringify(demonstration), { mode: 0o600 })
  const running: { stop(): Promise<void> }[] = []
  const pids: number[] = []
  const portal = (side: Side, port: number) => startPortal(side, port, settings, folder)
  try {
    const processes = await Promise.all([
      portal('authority', authority1),
      portal('authority', authority2),
      portal('facility', facility1),
      portal('facility', facility2),
    ])
    running.push(...processes)
    pids.push(...processes.map(({ pid }) => pid))
    const balancers = {
      authority: await startBalancer(authority, () => [authority1, authority2]),
      facility: await startBalancer(facility, () => [facility1, facility2]),
    }
    running.push(balancers.authority, balancers.facility, await startControl(control, balancers))
    running.push(await startNationalService(national, { ...urls, port: authority }, folder))
    running.push(await startEmr(emr, { demonstrationFile, nationalServiceUrl: `http://127.0.0.1:${national}` }, folder))
  } catch (error) {
    await Promise.allSettled(running.map((each) => each.stop()))
    throw error
  }
  const administrator = demonstration.staff.find(({ role }) => role === 'administrator')
  if (administrator === undefined) throw new Error('the demonstration has no administrator')
  const { facilityCode, staffCode, password } = administrator
  const world: World = {
    ...settings,
    authorityPorts: [authority1, authority2],
    facilityPorts: [facility1, facility2],
    authorityPids: [pids[0] ?? 0, pids[1] ?? 0],
    facilityPids: [pids[2] ?? 0, pids[3] ?? 0],
    balancerControlUrl: `http://127.0.0.1:${control}`,
    doctors,
    administrator: { facilityCode, staffCode, password },
    counterFile: join(folder, 'counter'),
    logFolder: folder,
  }
  const worldFile = join(folder, 'world.json')
  writeFileSync(worldFile, JSON.stringify(world), { mode: 0o600 })
  return {
    world,
    worldFile,
    async stop() {
      await Promise.allSettled(running.map((each) => each.stop()))
      await database.drop()
    },
  }
}

/** Settings of a portal process as the environment gives them. */
export function portalEnvironment(
  side: Side,
  port: number,
  world: Pick<World, 'sideUrls' | 'masterKey' | 'authorityUrl' | 'facilityUrl'>,
): Record<string, string> {
  return {
    SHOMEI_ROLE: side,
    PORT: String(port),
    ...databaseEnvironment(side, world.sideUrls),
    SHOMEI_KEY: world.masterKey,
    SHOMEI_TRUST: 'test',
    AUTHORITY_URL: world.authorityUrl,
    FACILITY_URL: world.facilityUrl,
    NEXTAUTH_URL: world.facilityUrl,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** One process of one side, as `npm start` runs it. */
export function startPortal(
  side: Side,
  port: number,
  world: Pick<World, 'sideUrls' | 'masterKey' | 'authorityUrl' | 'facilityUrl'>,
  logFolder: string,
): Promise<ServerProcess> {
  return startServerProcess({
    name: `${side} on ${port}`,
    command: [process.execPath, '.next/portal.mjs'],
    env: {
      ...portalEnvironment(side, port, world),
      SHOMEI_DEMONSTRATION_FILE: join(logFolder, 'demonstration.json'),
    },
    port,
    host: new URL(side === 'authority' ? world.authorityUrl : world.facilityUrl).host,
    healthPath: '/api/health/ready',
    logFile: join(logFolder, `${side}-${port}.log`),
  })
}

function startEmr(
  port: number,
  { demonstrationFile, nationalServiceUrl }: { demonstrationFile: string; nationalServiceUrl: string },
  folder: string,
): Promise<ServerProcess> {
  return startServerProcess({
    name: 'example EMR',
    command: [process.execPath, 'examples/emr/server.mjs'],
    env: {
      EMR_SETTINGS: demonstrationFile,
      EMR_PORT: String(port),
      EMR_NATIONAL_SERVICE_URL: nationalServiceUrl,
    },
    port,
    host: `emr.localhost:${port}`,
    healthPath: '/',
    logFile: join(folder, 'emr.log'),
  })
}

function startNationalService(
  port: number,
  authority: { authorityUrl: string; port: number },
  folder: string,
): Promise<ServerProcess> {
  return startServerProcess({
    name: 'national service',
    command: [process.execPath, 'examples/national-service/server.mjs'],
    env: {
      NATIONAL_SERVICE_PORT: String(port),
      NATIONAL_SERVICE_AUTHORITY_URL: authority.authorityUrl,
      NATIONAL_SERVICE_AUTHORITY_CONNECT: `http://127.0.0.1:${authority.port}`,
    },
    port,
    host: `127.0.0.1:${port}`,
    healthPath: '/',
    logFile: join(folder, 'national-service.log'),
  })
}

/** Lets a test say where the balancers send the next requests, whichever process the test runs in. */
async function startControl(port: number, balancers: Record<Side, Balancer>): Promise<{ stop(): Promise<void> }> {
  const server = createServer((request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control')
    const to = searchParams.get('to')
    const target: BalancerTarget = to === '0' ? 0 : to === '1' ? 1 : 'both'
    balancers[pathname === '/authority' ? 'authority' : 'facility'].sendTo(target)
    answer.end()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { stop: () => new Promise((resolve) => server.close(() => resolve())) }
}

type Ports = [number, number, number, number, number, number, number, number, number]

async function freePorts(): Promise<Ports> {
  const found = new Set<number>()
  while (found.size < 9) found.add(await findFreePort())
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = found
  return [a, b, c, d, e, f, g, h, i]
}
