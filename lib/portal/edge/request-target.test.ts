import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTarget } from './request-target'

const own = 'authority.example.jp'

test.each([
  { name: 'origin form', target: '/docs?lang=en', hosts: [own], expected: { url: '/docs?lang=en', host: own } },
  { name: 'no Host (HTTP/1.0)', target: '/', hosts: [], expected: { url: '/', host: undefined } },
  {
    name: 'absolute form: its host counts',
    target: 'http://evil.example/my',
    hosts: [own],
    expected: { url: '/my', host: 'evil.example' },
  },
  {
    name: 'absolute form without a path',
    target: 'HTTPS://evil.example?x',
    hosts: [own],
    expected: { url: '/?x', host: 'evil.example' },
  },
])('RFC 9112 §3.2 $name', ({ target, hosts, expected }) => {
  expect(readTarget({ method: 'GET', target, hosts, version: hosts.length === 0 ? '1.0' : '1.1' })).toEqual({
    kind: 'serve',
    ...expected,
  })
})

test.each([
  { method: 'GET', target: '*', hosts: [own] },
  { method: 'GET', target: 'evil.example:443', hosts: [own] },
  { method: 'GET', target: 'http://user@evil.example/', hosts: [own] },
  { method: 'GET', target: 'http:///x', hosts: [own] },
  { method: 'GET', target: 'ftp://evil.example/', hosts: [own] },
  { method: 'GET', target: 'http://evil.example/#x', hosts: [own] },
  { method: 'GET', target: '/', hosts: [own, own] },
  { method: 'GET', target: '/', hosts: [] },
  { method: 'GET', target: '/', hosts: ['a b'] },
  { method: 'GET', target: '/', hosts: ['evil.example/x'] },
])('RFC 9112 §3.2 malformed: $method $target, Host $hosts', ({ method, target, hosts }) => {
  expect(readTarget({ method, target, hosts, version: '1.1' })).toEqual({ kind: 'refuse', code: 'request.malformed' })
})

test.each(['TRACE', 'CONNECT', 'PROPFIND', 'get', 'TRACK'])('%s is not allowed', (method) => {
  expect(readTarget({ method, target: '/', hosts: [own], version: '1.1' })).toEqual({
    kind: 'refuse',
    code: 'request.method_not_allowed',
  })
})

test('OPTIONS * asks about the server, OPTIONS of a path about that', () => {
  expect(readTarget({ method: 'OPTIONS', target: '*', hosts: [own], version: '1.1' })).toEqual({
    kind: 'server_options',
  })
  expect(readTarget({ method: 'OPTIONS', target: '/docs', hosts: [own], version: '1.1' })).toMatchObject({
    kind: 'serve',
  })
})

test('whatever the target is, what is served is a path', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `http://${text}`),
      ),
      (target) => {
        const read = readTarget({ method: 'GET', target, hosts: [own], version: '1.1' })
        if (read.kind === 'serve') expect(read.url.startsWith('/')).toBe(true)
      },
    ),
  )
})
