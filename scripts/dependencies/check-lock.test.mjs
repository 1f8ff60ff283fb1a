import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkLock, FLOORS } from './check-lock.mjs'
import { readAudit } from './read-audit.mjs'

const read = (name) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))
const integrity = `sha512-${'A'.repeat(86)}==`
const good = { version: '1.0.0', integrity, license: 'MIT' }

test('every package of the lock file has its hash, names no registry, and has a licence that may be used', () => {
  const { packages } = read('package-lock.json')
  expect(Object.keys(packages).length).toBeGreaterThan(500)
  expect(checkLock(packages, read('package.json'))).toEqual([])
})

test.each([
  { name: 'no hash', entry: { version: '1.0.0', license: 'MIT' }, fault: 'no sha512 integrity' },
  { name: 'an old hash', entry: { ...good, integrity: 'sha1-AAAA' }, fault: 'no sha512 integrity' },
  { name: 'an address', entry: { ...good, resolved: 'https://registry.example/x.tgz' }, fault: 'where it was fetched' },
  { name: 'no licence', entry: { version: '1.0.0', integrity }, fault: 'licence undefined' },
  { name: 'another licence', entry: { ...good, license: 'AGPL-3.0-only' }, fault: 'licence AGPL-3.0-only' },
  { name: 'one of two licences', entry: { ...good, license: 'MIT AND AGPL-3.0-only' }, fault: 'licence MIT AND' },
  { name: 'a script', entry: { ...good, hasInstallScript: true }, fault: 'runs a script' },
])('refused: a package with $name', ({ entry, fault }) => {
  const faults = checkLock({ '': {}, 'node_modules/x': entry }, {})
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(fault)
})

test.each([
  { name: 'a choice of licences', entry: { ...good, license: '(AGPL-3.0-only OR MIT)' }, manifest: {} },
  {
    name: 'a script that is allowed',
    entry: { ...good, hasInstallScript: true },
    manifest: { allowScripts: { x: true } },
  },
  { name: 'a place inside another package’s file', entry: { version: '1.0.0', inBundle: true }, manifest: {} },
])('allowed twin: $name', ({ entry, manifest }) => {
  expect(checkLock({ '': {}, 'node_modules/a/node_modules/x': entry }, manifest)).toEqual([])
})

test.each(FLOORS)('$name before $least is refused: $advisory', ({ name, least }) => {
  const lock = (version) => ({ [`node_modules/${name}`]: { ...good, version } })
  expect(checkLock(lock('0.0.1'), {})[0]).toContain(`older than ${least}`)
  expect(checkLock(lock(least), {})).toEqual([])
})

test('a range is no exact version', () => {
  expect(checkLock({}, { dependencies: { x: '^1.0.0' }, devDependencies: { y: '1.0.0' } })).toEqual([
    'package.json: x ^1.0.0 is no exact version',
  ])
})

test.each([
  {
    name: 'refuses',
    output: 'npm warn x\n{"message":"405 Method Not Allowed - POST","statusCode":405}',
    reason: '405 Method Not Allowed - POST',
  },
  {
    name: 'is away',
    output: '{"error":{"code":"ECONNREFUSED","summary":"connect ECONNREFUSED"}}',
    reason: 'connect ECONNREFUSED',
  },
  { name: 'says nothing', output: '', reason: 'npm audit answered with no report' },
])('a registry that $name is "not available", never clean', ({ output, reason }) => {
  expect(readAudit(output)).toEqual({ kind: 'not_available', reason })
})

test('a report is clean without findings, and lists those that it has', () => {
  expect(readAudit('{"vulnerabilities":{}}')).toEqual({ kind: 'clean' })
  const found = '{"vulnerabilities":{"x":{"name":"x","severity":"high","range":"<2.0.0"}}}'
  expect(readAudit(found)).toEqual({ kind: 'found', lines: ['x <2.0.0: high'] })
})

test('no command has a name that npm runs by itself while it installs', () => {
  const ofInstall = /^(?:(?:pre|post)?(?:install|prepare|dependencies)|prepublish)$/
  expect(Object.keys(read('package.json').scripts).filter((name) => ofInstall.test(name))).toEqual([])
})
