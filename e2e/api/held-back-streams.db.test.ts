import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Nginx, startNginx } from '@/e2e/support/servers/nginx'
import { createApi } from '@/lib/api/api'
import { closeOpenStreams } from '@/lib/api/open-streams'
import { signInWorld } from '@/lib/authority/testing/sign-in-world'
import type { FacilityClients } from '@/lib/egress/facility-clients'
import { createHttpClient } from '@/lib/egress/http-client'
import type { WatchOptions } from '@/lib/facility/authority-port/authority-port'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createFakeAuthority } from '@/lib/facility/authority-port/testing/fake-authority'

const world = signInWorld()
const http = createHttpClient()
let server: ServerType
let nginx: Nginx

beforeAll(async () => {
  const api = createApi({ authority: world.context, facility: { ...world.context, authority: createFakeAuthority() } })
  await new Promise((resolve) => {
    server = serve({ fetch: api.fetch, hostname: '127.0.0.1', port: 0 }, resolve)
  })
  nginx = await startNginx({
    server: `location / {
      proxy_pass http://127.0.0.1:${(server.address() as AddressInfo).port};
      proxy_http_version 1.0;
      proxy_set_header Host ${new URL(world.context.settings.authorityUrl).host};
      proxy_buffering on;
      proxy_ignore_headers X-Accel-Buffering;
    }`,
  })
})
afterAll(async () => {
  closeOpenStreams()
  await http.close()
  await nginx.stop()
  server.close()
})

/** The authority as a hospital reaches it through nginx. */
function authorityBehindNginx() {
  const { authorityUrl } = world.context.settings
  const through = <Request extends { url: string }>(request: Request): Request => ({
    ...request,
    url: request.url.replace(authorityUrl, `http://authority.localhost:${nginx.port}`),
  })
  const client: ReturnType<FacilityClients['of']> = {
    request: (request) => http.request(through(request)),
    requestBytes: (request) => http.requestBytes(through(request)),
    stream: (request, signal) => http.stream(through(request), signal),
    close: async () => {},
  }
  return createHttpAuthority(world.context.settings, { of: () => client })
}

test.each(['fresh', 'used'])(
  'behind nginx that holds streams back nothing of a stream arrives, and each answer that ends says the state: in a %s process',
  async () => {
    const client = await world.newClient()
    const started = await world.start(client, (await world.register()).holder)
    const privateKeyDer = new Uint8Array(client.privateKey.export({ format: 'der', type: 'pkcs8' }))
    const credentials = { clientId: client.clientId, keyId: 'k1', privateKeyDer }
    const port = authorityBehindNginx()
    const first = async (options: WatchOptions, limitMs: number) => {
      const limit = AbortSignal.timeout(limitMs)
      const events = port.watchDeviceAuthorization(credentials, started.answer.device_authorization_id, limit, options)
      for await (const event of events) return event
      return null
    }
    const held = first({}, 3_000).catch(() => null)
    expect(await held).toBeNull()
    expect(await first({ once: true }, 3_000)).toMatchObject({ state: 'shown' })
    const { claim } = await world.claim(started)
    expect(await first({ once: true }, 3_000)).toMatchObject({ state: 'claimed', match_number: claim.matchNumber })
  },
)
