import { describe, expect, test } from 'vitest'
import { rulesBrokenBy, uses, usesType } from './testing/broken-rules.mjs'

const TO = '@/lib/facility/staff/find-staff'
const WORKER = '../../facility/staff/worker.mjs'

describe('an import across layers is found in each form', () => {
  const rows = [
    ['static', `import '${TO}'`],
    ['type', `import type { A } from '${TO}'`],
    ['type in a type', `export type A = import('${TO}').A`],
    ['re-export', `export { a } from '${TO}'`],
    ['star re-export', `export * from '${TO}'`],
    ['dynamic', `await import('${TO}')`],
    ['dynamic with a template literal', `await import(\`${TO}\`)`],
    ['require', `require('${TO}')`],
    ['require by another name', `createRequire(import.meta.url)('${TO}')`],
    ['import.meta.resolve', `import.meta.resolve('${TO}')`],
    ['worker thread', `new Worker(new URL('${WORKER}', import.meta.url))`],
    ['worker thread, template literal', `new Worker(new URL(\`${WORKER}\`, import.meta.url))`],
    ['worker thread by a URL made before', `const file = new URL('${WORKER}', import.meta.url)\nnew Worker(file)`],
    ['worker thread by its path', `new Worker('${WORKER}')`],
  ]
  test.each(rows)('%s', (_name, text) => {
    expect(rulesBrokenBy({ 'lib/authority/phones/x.ts': text })).toContain('layers')
    const own = text.replaceAll('facility/staff', 'authority/phones').replaceAll('find-staff', 'bind-phone')
    const files = { 'lib/authority/holders/x.ts': own, 'lib/authority/phones/worker.mjs': 'export {}\n' }
    expect(rulesBrokenBy(files)).not.toContain('layers')
  })
})

describe('an import whose name is a variable is refused', () => {
  const rows = [
    ['import()', 'await import(name)'],
    ['import() of a template with an expression', 'await import(`@/lib/facility/${name}`)'],
    ['require', 'require(name)'],
    ['import.meta.resolve', 'import.meta.resolve(name)'],
    ['worker thread', 'new Worker(name)'],
    ['worker thread by a URL', 'new Worker(new URL(name, import.meta.url))'],
  ]
  test.each(rows)('%s', (_name, text) => {
    expect(rulesBrokenBy({ 'lib/authority/phones/x.ts': text })).toEqual(['variable-import'])
    expect(rulesBrokenBy({ 'e2e/x.ts': text })).toEqual(['variable-import'])
  })

  test('a file of the list may, and what it leads to is judged', () => {
    const path = 'lib/keystore/sealed/signing-threads.ts'
    const worker = 'lib/keystore/sealed/signing-worker.mjs'
    expect(rulesBrokenBy({ [path]: 'new Worker(name)', [worker]: 'export {}\n' })).toEqual([])
    const back = "import './signing-threads'\n"
    expect(rulesBrokenBy({ [path]: 'export const a = new Worker(name)', [worker]: back })).toEqual(['cycles'])
  })

  test('a file of the list without one is refused', () => {
    expect(rulesBrokenBy({ 'lib/keystore/pkcs11/cryptoki.ts': 'export {}\n' })).toEqual(['variable-import'])
  })
})

describe('packages are allowed folder by folder', () => {
  const rows = [
    ['a log in a pure folder', 'lib/pki/x.ts', 'pino', 'pure'],
    ['password hashes in a pure folder', 'lib/webauthn/x.ts', '@node-rs/argon2', 'pure'],
    ['native code in a pure folder', 'lib/smartcard/x.ts', 'koffi', 'pure'],
    ['native code in the card helper', 'lib/card-helper/x.ts', 'koffi', undefined],
    ['zod in the kernel', 'lib/kernel/x.ts', 'zod', 'pure'],
    ['zod in the vocabulary', 'lib/vocabulary/x.ts', 'zod', 'pure'],
    ['the file system in the vocabulary', 'lib/vocabulary/x.ts', 'node:fs', 'pure'],
    ['the file system without its prefix', 'lib/pki/x.ts', 'fs', 'pure'],
    ['the process in rights', 'lib/rights/x.ts', 'node:process', 'pure'],
    ['XML in the folder that signs XML', 'lib/xades/x.ts', 'libxml2-wasm', undefined],
    ['XML in another pure folder', 'lib/eprescription/x.ts', 'libxml2-wasm', 'pure'],
    ['a log in lib/log', 'lib/log/x.ts', 'pino', undefined],
    ['a log in a use case', 'lib/authority/phones/x.ts', 'pino', 'packages'],
    ['a log in the audit', 'lib/audit/x.ts', 'pino', 'packages'],
    ['password hashes in the keystore', 'lib/keystore/x.ts', '@node-rs/argon2', undefined],
    ['password hashes in a use case', 'lib/authority/phones/x.ts', '@node-rs/argon2', 'packages'],
    ['XML in a route', 'lib/api/x.ts', 'libxml2-wasm', 'packages'],
    ['a child process in a use case', 'lib/facility/staff/x.ts', 'node:child_process', 'packages'],
    ['a package in texts', 'lib/messages/x.ts', 'zod', 'packages'],
  ]
  test.each(rows)('%s', (_name, path, name, rule) => {
    expect(rulesBrokenBy({ [path]: `import { a } from '${name}'\nexport const b = a\n` })).toEqual(rule ? [rule] : [])
    expect(rulesBrokenBy({ [path]: `export const b = await import('${name}')\n` })).toEqual(rule ? [rule] : [])
  })
})

describe('stores are for use cases, and SQL is in stores', () => {
  const store = 'lib/facility/staff/staff.store'
  const query = 'export const a = (db) => db.sql`SELECT 1`\n'
  const rows = [
    ['a route imports a store', 'lib/api/x.ts', uses(store), 'stores'],
    ['a route imports the type of a store', 'lib/api/x.ts', usesType(store), 'stores'],
    ['a screen imports a store', 'app/(facility)/x.tsx', uses(store), 'stores'],
    ['a job imports a store', 'lib/background/x.ts', uses(store), 'stores'],
    ['a command imports a store', 'lib/commands/x.ts', uses(store), 'stores'],
    ['a route imports the store of limits', 'lib/api/x.ts', uses('lib/rate-limits/rate-limit.store'), 'stores'],
    ['a use case imports a store', 'lib/facility/staff/x.ts', uses(store), undefined],
    [
      'a use case imports the store of limits',
      'lib/facility/x/x.ts',
      uses('lib/rate-limits/rate-limit.store'),
      undefined,
    ],
    ['a test imports a store', 'lib/api/x.db.test.ts', uses(store), undefined],
    ['a use case queries', 'lib/facility/staff/x.ts', query, 'sql'],
    ['a route queries', 'lib/api/x.ts', query, 'sql'],
    ['a store queries', 'lib/facility/staff/x.store.ts', query, undefined],
    ['a query by another name', 'lib/facility/staff/x.ts', 'export const a = (q) => q`DELETE FROM staff`\n', 'sql'],
    ['a query as text', 'lib/facility/staff/x.ts', "export const a = (q) => q.unsafe('SELECT 1')\n", 'sql'],
    ['a query through Prisma', 'lib/facility/staff/x.ts', 'export const a = (q) => q.$queryRaw`SELECT 1`\n', 'sql'],
    [
      'a list through Prisma’s client',
      'lib/facility/staff/x.ts',
      'export const a = (db) => db.prisma.staff.findMany()\n',
      'sql',
    ],
    [
      'a list through a client taken out',
      'lib/api/x.ts',
      'export const a = ({ prisma }) => prisma.staff.count()\n',
      'sql',
    ],
    [
      'a list in a store',
      'lib/facility/staff/x.store.ts',
      'export const a = (db) => db.prisma.staff.findMany()\n',
      undefined,
    ],
    ['another template', 'lib/facility/staff/x.ts', 'export const a = (t) => t`SELECTED`\n', undefined],
  ]
  test.each(rows)('%s', (_name, path, text, rule) => {
    expect(rulesBrokenBy({ [path]: text })).toEqual(rule ? [rule] : [])
  })
})

describe('pages and phone screens are browser code, marked or not', () => {
  const server = uses('lib/config/settings')
  const rows = [
    ['a page imports settings', 'pages/my.tsx', server, ['browser']],
    ['a page imports a use case', 'pages/my.tsx', uses('lib/authority/phones/bind-phone'), ['browser']],
    ['a page imports Node', 'pages/my.tsx', "import { join } from 'node:path'\n", ['browser']],
    ['a page imports the design system', 'pages/my.tsx', uses('lib/ui/base/button'), []],
    ['a phone screen imports settings', 'app/_phone/my/x.tsx', server, ['browser']],
    ['a phone screen imports texts', 'app/_phone/my/x.tsx', uses('lib/messages/locale'), []],
    ['the browser client imports settings', 'lib/browser/x.ts', server, ['layers', 'browser']],
    ['the browser client imports wire types', 'lib/browser/x.ts', usesType('lib/wire/frame'), []],
    ['the browser client imports wire schemas', 'lib/browser/x.ts', uses('lib/wire/frame'), ['browser']],
    [
      'a client component imports a use case',
      'app/(facility)/x.tsx',
      `'use client'\n${uses('lib/facility/staff/find-staff')}`,
      ['browser'],
    ],
    [
      'a client component imports it later',
      'app/(facility)/x.tsx',
      "'use client'\nawait import(`@/lib/facility/staff/find-staff`)\n",
      ['browser'],
    ],
    [
      'a client component, mark after a comment',
      'app/(facility)/x.tsx',
      `/* a */\n"use client";\n${server}`,
      ['browser'],
    ],
    ['a server component imports a use case', 'app/(facility)/x.tsx', uses('lib/facility/staff/find-staff'), []],
  ]
  test.each(rows)('%s', (_name, path, text, rules) => {
    expect(rulesBrokenBy({ [path]: text })).toEqual(rules)
  })

  test('what a page imports is browser code as well', () => {
    const files = { 'pages/my.tsx': uses('app/_console/part'), 'app/_console/part.ts': server }
    expect(rulesBrokenBy(files)).toEqual(['browser'])
  })
})

describe('layers of the server process', () => {
  const rows = [
    ['an operation imports the server process', 'lib/api/x.ts', 'lib/portal/serve-portal', 'layers'],
    ['an operation imports a job', 'lib/api/x.ts', 'lib/background/process-work', 'layers'],
    ['a job imports an operation', 'lib/background/x.ts', 'lib/api/routes', undefined],
    ['a job imports the server process', 'lib/background/x.ts', 'lib/portal/serve-portal', 'layers'],
    ['a command imports an operation', 'lib/commands/x.ts', 'lib/api/routes', 'layers'],
    ['the server process imports operations', 'lib/portal/x.ts', 'lib/api/routes', undefined],
    ['the server process imports a command', 'lib/portal/x.ts', 'lib/commands/keys', 'layers'],
    ['the vocabulary imports rights', 'lib/vocabulary/x.ts', 'lib/rights/caller', 'layers'],
    ['console accounts import a side', 'lib/console-accounts/x.ts', 'lib/facility/staff/find-staff', 'layers'],
    ['a side imports console accounts', 'lib/facility/staff/x.ts', 'lib/console-accounts/session', undefined],
    ['the outside world imports console accounts', 'lib/audit/x.ts', 'lib/console-accounts/session', 'layers'],
    ['rights import the vocabulary', 'lib/rights/x.ts', 'lib/vocabulary/profession', undefined],
    ['a use case imports rights', 'lib/facility/staff/x.ts', 'lib/rights/caller', undefined],
    ['the vocabulary imports the kernel', 'lib/vocabulary/x.ts', 'lib/kernel/bytes', 'layers'],
    ['the kernel imports the vocabulary', 'lib/kernel/x.ts', 'lib/vocabulary/profession', undefined],
    ['the card helper imports its protocol', 'lib/card-helper/x.ts', 'lib/helper-protocol/frame', undefined],
    ['the card helper imports settings', 'lib/card-helper/x.ts', 'lib/config/settings', 'layers'],
    ['a use case imports the browser client', 'lib/facility/staff/x.ts', 'lib/browser/api-client', 'layers'],
    [
      'an authority screen imports the facility',
      'app/(authority)/authority/x.tsx',
      'lib/facility/staff/find-staff',
      'layers',
    ],
    ['a phone screen imports an operation', 'app/_phone/x.tsx', 'lib/api/routes', 'browser'],
  ]
  test.each(rows)('%s', (_name, path, target, rule) => {
    const found = rulesBrokenBy({ [path]: uses(target) })
    if (rule) expect(found).toContain(rule)
    else expect(found).toEqual([])
  })
})
