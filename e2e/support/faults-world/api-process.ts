import { request } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { ProcessRole } from '@/lib/vocabulary/settings/process-role'
import type { Side } from '@/lib/vocabulary/settings/side'

import type { Call } from '../api-world/portal-world'
import { databaseEnvironment } from '../servers/database'
import { type ServerProcess, startServerProcess } from '../servers/server-process'

const root = process.cwd()

/** Bundles the stand-alone API as the build bundles the portal, so that a restart takes no compiler. */
export async function bundleApi(): Promise<string> {
  const outfile = join(root, 'node_modules', '.cache', 'shomei', `api-under-test-${process.pid}.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: ['lib/portal/serve-api.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@': root },
    logLevel: 'silent',
  })
  return outfile
}

export type ApiSettings = {
  role: ProcessRole
  port: number
  databaseUrl: string
  sideUrls: Record<Side, string>
  masterKey: string
  authorityUrl: string
  facilityUrl: string
  /** Laid over the rest. */
  environment?: Readonly<Record<string, string>>
}

/** One process of the stand-alone API; answers under the name of its side. */
export function startApi(bundle: string, settings: ApiSettings, logFile: string): Promise<ServerProcess> {
  const { role, port, sideUrls, masterKey, authorityUrl, facilityUrl } = settings
  return startServerProcess({
    name: `API (${role}) on ${port}`,
    command: [process.execPath, bundle],
    env: {
      SHOMEI_ROLE: role,
      PORT: String(port),
      ...databaseEnvironment(role, sideUrls),
      SHOMEI_KEY: masterKey,
      SHOMEI_TRUST: 'test',
      AUTHORITY_URL: authorityUrl,
      FACILITY_URL: facilityUrl,
      SHOMEI_LOG_LEVEL: 'debug',
      NODE_ENV: 'production',
      ...settings.environment,
    },
    port,
    host: `127.0.0.1:${port}`,
    healthPath: '/api/health/live',
    logFile,
  })
}

/** Sends one request over the network, to the process behind the URL of a side, or to the one on that port; rejects when the connection breaks. */
export function callOverHttp(
  baseUrl: string,
  { method, path, headers = {}, body }: Call,
  ownPort?: number,
): Promise<Response> {
  const { host, port: usualPort } = new URL(baseUrl)
  const port = ownPort ?? usualPort
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, agent: false, headers: { ...length, ...headers, host } }
    const call = request(options, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const status = answer.statusCode ?? 0
        const content = status === 204 ? null : Buffer.concat(chunks)
        const pairs = answer.rawHeaders.flatMap((name, place, all): [string, string][] =>
          place % 2 === 0 ? [[name, all[place + 1] ?? '']] : [],
        )
        resolve(new Response(content, { status, headers: pairs }))
      })
    })
    call.on('error', reject)
    call.end(body)
  })
}
