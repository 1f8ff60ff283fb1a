import { join } from 'node:path'
import { type ServerProcess, startServerProcess } from '@/e2e/support/servers/server-process'
import type { Side } from '@/lib/vocabulary/settings/side'
import { findFreePort } from '@/scripts/process/ports.mjs'
import { type BundledProcess, processFile } from '../process/bundle-processes'
import { type BenchWorld, serverEnvironment } from './bench-world'

/** The product as `npm run api` serves it: one process of one side. */
export function startSide(
  world: BenchWorld,
  side: Side,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  return startServerProcess({
    name: side,
    command: [process.execPath, processFile('api')],
    env: { ...serverEnvironment(world, side), ...env },
    port: world[side].port,
    host: world[side].host,
    healthPath: '/api/health/ready',
    logFile: join(world.logFolder, `${side}.log`),
  })
}

/** A floor that is a server: bare node:http on a port of its own. */
export async function startFloor(
  world: BenchWorld,
  floor: Extract<BundledProcess, 'select-floor' | 'notify-floor'>,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const port = await findFreePort()
  return startServerProcess({
    name: floor,
    command: [process.execPath, processFile(floor)],
    // A floor reads both sides, which only the owner may.
    env: { ...serverEnvironment(world, 'authority'), DATABASE_URL: world.databaseUrl, ...env, PORT: String(port) },
    port,
    host: `127.0.0.1:${port}`,
    healthPath: '/health',
    logFile: join(world.logFolder, `${floor}.log`),
  })
}
