import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll } from 'vitest'
import { createApi } from '@/lib/api/api'
import { closeOpenStreams } from '@/lib/api/open-streams'
import type { Router } from '@/lib/api/router'
import { parseSettings, type Settings } from '@/lib/config/settings'
import { createNotifications } from '@/lib/db/notifications'
import { testDatabase } from '@/lib/db/testing/test-database'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createKeyring } from '@/lib/keystore/keyring'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import { logger } from '@/lib/log/logger'
import type { Side } from '@/lib/vocabulary/settings/side'
import type { SeedContexts } from '@/prisma/seed/seed-hospital'
import { type People, seedPeople } from './seed-people'

/** A request of a test; `body` goes out as it is, with the length that a client would announce. */
export type Call = {
  method: string
  path: string
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array<ArrayBuffer>
}

export const masterKey = Buffer.alloc(32, 0x5a).toString('base64')

type Bindings = { incoming?: IncomingMessage }

/**
 * Both sides on a database of their own and on a real port of this machine, so that the facility reaches its authority as it
 * does in operation; tests call the API in the process. Two hospitals, their people and everybody's credentials.
 */
export async function portalWorld() {
  logger('silent')
  const served: { api?: Router } = {}
  const server = createAdaptorServer({
    fetch: (request, env) => served.api?.fetch(request, env) ?? new Response(null, { status: 503 }),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { database: db, url: databaseUrl, asSide } = testDatabase(6)
  const settings = parseSettings({
    DATABASE_URL: databaseUrl,
    SHOMEI_KEY: masterKey,
    SHOMEI_TRUST: 'test',
    AUTHORITY_URL: `http://authority.localhost:${port}`,
    FACILITY_URL: `http://facility.localhost:${port}`,
  })
  const keyring = createKeyring(settings.masterKey)
  const contextOf = (side: Side) => {
    const own = asSide(side)
    return { db: own, keyring, notifications: createNotifications(own), settings }
  }
  const contexts: SeedContexts = {
    authority: { ...contextOf('authority'), signingKeystore: openSigningKeystore(settings.keystore, keyring) },
    facility: { ...contextOf('facility'), authority: createHttpAuthority(settings) },
  }
  const api = createApi({
    ...contexts,
    socketAddress: (c) => (c.env as Bindings | undefined)?.incoming?.socket.remoteAddress ?? null,
  })
  served.api = api
  const seeded: { people?: People } = {}
  beforeAll(async () => {
    seeded.people = await seedPeople(contexts)
  })
  afterAll(async () => {
    closeOpenStreams()
    const closed = new Promise((resolve) => server.close(resolve))
    if ('closeAllConnections' in server) server.closeAllConnections()
    await closed
  })
  return {
    db,
    databaseUrl,
    settings,
    contexts,
    api,
    /** Known once the first test runs. */
    get people(): People {
      if (seeded.people === undefined) throw new Error('not seeded yet')
      return seeded.people
    },
    call: (call: Call) => callApi(api, settings, call),
  }
}

export type PortalWorld = Awaited<ReturnType<typeof portalWorld>>

/** Sends a request under the name of the side that the path belongs to. */
export async function callApi(
  api: Router,
  settings: Pick<Settings, 'authorityUrl' | 'facilityUrl'>,
  { method, path, headers = {}, body }: Call,
): Promise<Response> {
  const base = sideOf(path) === 'authority' ? settings.authorityUrl : settings.facilityUrl
  const length = body === undefined ? '0' : String(Buffer.byteLength(body))
  const sent = { host: new URL(base).host, 'content-length': length, ...headers }
  const init = { method, headers: sent, ...(body === undefined ? {} : { body }) }
  return api.fetch(new Request(`${base}${path}`, init))
}

function sideOf(path: string): Side {
  return /^\/(?:oauth2|csc|crl|ca|\.well-known|api\/authority)\//.test(path) ? 'authority' : 'facility'
}
