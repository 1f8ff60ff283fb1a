import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assetPath, createStaticAssets } from './static-asset'

test.each([
  { url: '/_next/static/chunks/0a1b.js', path: '/build/static/chunks/0a1b.js' },
  { url: '/_next/static/chunks/0a1b.js?dpl=1', path: '/build/static/chunks/0a1b.js' },
  { url: '/_next/static/../server/app.js', path: null },
  { url: '/_next/static/%2e%2e/server/app.js', path: null },
  { url: '/_next/static/chunks/..%2f..%2fBUILD_ID', path: null },
  { url: '/_next/static', path: null },
  { url: '/register', path: null },
])('$url', ({ url, path }) => {
  expect(assetPath('/build', url)).toBe(path)
})

describe('a file of the build', () => {
  const root = mkdtempSync(join(tmpdir(), 'shomei-assets-'))
  let server: Server

  beforeAll(async () => {
    mkdirSync(join(root, 'static/chunks'), { recursive: true })
    mkdirSync(join(root, 'server'))
    for (const [name, text] of Object.entries({ 'a.js': 'plain', 'a.js.br': 'br', 'a.js.gz': 'gz', 'b.css': 'css' })) {
      writeFileSync(join(root, 'static/chunks', name), text)
    }
    writeFileSync(join(root, 'static/chunks/c.txt'), 'text')
    writeFileSync(join(root, 'server/secret.js'), 'secret')
    const serveAsset = createStaticAssets(root)
    server = createServer(async (incoming, response) => {
      if (!(await serveAsset(incoming, response))) response.writeHead(404).end('not ours')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })

  afterAll(() => {
    server.close()
    rmSync(root, { recursive: true })
  })

  /** Without any normalisation of the path by the client. */
  function ask(path: string, { method = 'GET', accept = '' } = {}) {
    const { port } = server.address() as AddressInfo
    return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, method, headers: { 'accept-encoding': accept } }
      request(options, async (answer) => {
        let text = ''
        for await (const chunk of answer) text += chunk
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
      })
        .on('error', reject)
        .end()
    })
  }

  test.each([
    { accept: 'gzip, deflate, br', text: 'br', encoding: 'br' },
    { accept: 'gzip, deflate', text: 'gz', encoding: 'gzip' },
    { accept: 'identity', text: 'plain', encoding: undefined },
  ])('is sent in the best form for "$accept", and may be kept for ever', async ({ accept, text, encoding }) => {
    const answer = await ask('/_next/static/chunks/a.js', { accept })
    expect(answer).toMatchObject({ status: 200, text })
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('text/javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(String(answer.headers['vary']).toLowerCase()).toContain('accept-encoding')
    expect(answer.headers['content-encoding']).toBe(encoding)
  })

  test('HEAD has the headers and no body', async () => {
    const answer = await ask('/_next/static/chunks/b.css', { method: 'HEAD' })
    expect(answer).toMatchObject({ status: 200, text: '', headers: { 'content-length': '3' } })
  })

  test.each([
    '/_next/static/../server/secret.js',
    '/_next/static/%2e%2e/server/secret.js',
    '/_next/static/chunks/c.txt',
    '/_next/static/chunks/missing.js',
    '/_next/static/chunks',
    '/server/secret.js',
  ])('%s is left to the framework', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, text: 'not ours' })
  })

  test('so is every other method', async () => {
    expect(await ask('/_next/static/chunks/a.js', { method: 'POST' })).toMatchObject({ status: 404, text: 'not ours' })
  })
})
