import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newRouter } from './router'
import { secureHeaders } from './secure-headers'

const app = newRouter()
app.onError((_, c) => c.json({}, 500))
app.use('*', async (c, next) => {
  c.set('origin', { requestId: 'req_1', address: null, userAgent: null })
  await next()
})
app.use('*', secureHeaders)
app.get('/plain', (c) => c.json({}))
app.get('/own', (c) => c.json({}, 200, { 'cache-control': 'public, max-age=300' }))
app.get('/stream', () => new Response(new ReadableStream({ start: (controller) => controller.close() })))
app.get('/empty', (c) => c.body(null, 204))
app.get('/failure', () => {
  throw new Error('no')
})

const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const ways = [
  ['on node:http', (path: string) => fetch(`${url}${path}`)],
  ['without a server', async (path: string) => app.request(path)],
] as const

const paths = ['/plain', '/own', '/stream', '/empty', '/failure', '/nothing-here']

test.each(ways.flatMap(([way, ask]) => paths.map((path) => [way, path, ask] as const)))(
  '%s the answer of %s has every security header once',
  async (_, path, ask) => {
    const { headers } = await ask(path)
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': path === '/own' ? 'public, max-age=300' : 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'x-request-id': 'req_1',
    })
  },
)
