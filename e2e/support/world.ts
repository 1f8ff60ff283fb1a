import { readFileSync } from 'node:fs'
import type { Side } from '@/lib/vocabulary/settings/side'

/** Everything that a browser test needs to know of the servers started for it. */
export type World = {
  authorityUrl: string
  facilityUrl: string
  emrUrl: string
  databaseUrl: string
  /** The database for the login of each side. */
  sideUrls: Record<Side, string>
  masterKey: string
  /** Ports of the two facility processes behind the balancer at `facilityUrl`. */
  facilityPorts: readonly [number, number]
  authorityPorts: readonly [number, number]
  /** Processes behind those ports. */
  facilityPids: readonly [number, number]
  authorityPids: readonly [number, number]
  /** Control address of the balancers: POST /<side>?to=0|1|both. */
  balancerControlUrl: string
  doctors: readonly DemoDoctor[]
  administrator: { facilityCode: string; staffCode: string; password: string }
  /** Counts the doctors handed out, so that each test has its own. */
  counterFile: string
  logFolder: string
}

export type DemoDoctor = {
  facilityCode: string
  staffCode: string
  password: string
  displayName: string
  holderId: string
  terminals: readonly [string, string]
}

/** The world of this run, written by the global set-up. */
export function readWorld(): World {
  const path = process.env['SHOMEI_E2E_WORLD']
  if (path === undefined) throw new Error('the global set-up did not run')
  return JSON.parse(readFileSync(path, 'utf8'))
}
