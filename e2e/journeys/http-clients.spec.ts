import { expect } from '@playwright/test'
import { findFreePort } from '@/scripts/process/ports.mjs'
import { test } from '../support/fixtures'
import { type Asked, askWithCurl, askWithJava } from '../support/http-clients/ask'
import { startPortal } from '../support/servers/start-world'

const document: Asked = 'GET /.well-known/oauth-authorization-server'
const call: Asked = 'POST /oauth2/token grant_type=none'
const page: Asked = 'GET /docs'
const missing: Asked = 'GET /nothing-here'

for (const { name, ask } of [
  { name: 'Java’s default HttpClient', ask: askWithJava },
  { name: 'curl --http2', ask: askWithCurl },
])
  test(`${name} gets its answers from a process that never made a page, and after it has`, async ({ world }) => {
    const server = { port: await findFreePort(), host: new URL(world.authorityUrl).host }
    const fresh = await startPortal('authority', server.port, world, world.logFolder)
    try {
      expect(await ask(server, [document, call, call])).toEqual([200, 401, 401])
      expect(await ask(server, [page, document, call, page, missing, call])).toEqual([200, 200, 401, 200, 404, 401])
      expect(await ask(server, [call, document, page])).toEqual([401, 200, 200])
    } finally {
      await fresh.stop()
    }
  })
