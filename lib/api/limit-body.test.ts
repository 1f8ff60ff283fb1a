import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '@/lib/kernel/app-error'
import { limitBody } from './limit-body'
import { newRouter } from './router'

const app = newRouter()
app.onError((error, c) => c.text(error instanceof AppError ? error.code : String(error), 400))
app.use('*', limitBody)
app.all('*', async (c) => c.text(String((await c.req.text()).length)))
const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

function send(method: string, headers: Record<string, string>, chunks: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    const call = request({ host: '127.0.0.1', port, method, headers, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => resolve(text))
    })
    call.on('error', reject)
    for (const chunk of chunks) call.write(chunk)
    call.end()
  })
}

const chunked = { 'transfer-encoding': 'chunked' }
const kilobyte = 'a'.repeat(1024)

test.each([
  { name: 'a body of known length', headers: { 'content-length': '1024' }, chunks: [kilobyte], answer: '1024' },
  { name: 'a body in pieces', headers: chunked, chunks: [kilobyte, kilobyte], answer: '2048' },
  { name: 'exactly the limit in pieces', headers: chunked, chunks: Array(64).fill(kilobyte), answer: '65536' },
  { name: 'no body', headers: { 'content-length': '0' }, chunks: [], answer: '0' },
  { name: 'neither a length nor a body', headers: {}, chunks: [], answer: '0' },
])('passes $name', async ({ headers, chunks, answer }) => {
  expect(await send('POST', { ...headers }, chunks)).toBe(answer)
})

test.each([
  { name: 'a length beyond the limit', headers: { 'content-length': '65537' }, chunks: [kilobyte.repeat(64), 'a'] },
  { name: 'pieces beyond the limit', headers: chunked, chunks: [...Array(64).fill(kilobyte), 'a'] },
])('refuses $name', async ({ headers, chunks }) => {
  expect(await send('POST', { ...headers }, chunks)).toBe('request.too_large')
})

test('a GET is not held up', async () => {
  expect(await send('GET', {}, [])).toBe('0')
})
