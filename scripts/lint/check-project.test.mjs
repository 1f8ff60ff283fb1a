import { describe, expect, test } from 'vitest'
import { rulesBrokenBy as rulesBrokenByFiles, uses, usesType, violationsOf } from './testing/broken-rules.mjs'

const rulesBrokenBy = (path, text) => rulesBrokenByFiles({ [path]: text })

describe('forbidden imports are found, their allowed twins are not', () => {
  const rows = [
    ['kernel imports a pure folder', 'lib/kernel/x.ts', uses('lib/webauthn/verify'), 'layers'],
    ['a pure folder imports kernel', 'lib/pki/x.ts', uses('lib/kernel/bytes'), undefined],
    ['a pure folder imports a pure folder', 'lib/xades/x.ts', uses('lib/webauthn/verify'), undefined],
    ['a pure folder imports settings', 'lib/pki/x.ts', uses('lib/config/settings'), 'layers'],
    ['a pure folder imports the file system', 'lib/pki/x.ts', "import { readFileSync } from 'node:fs'\n", 'pure'],
    ['a pure folder imports crypto', 'lib/pki/x.ts', "import { createHash } from 'node:crypto'\n", undefined],
    ['audit imports a domain', 'lib/audit/x.ts', uses('lib/authority/phones/bind-phone'), 'layers'],
    ['audit imports the database', 'lib/audit/x.ts', uses('lib/db/database'), undefined],
    ['the authority imports the facility', 'lib/authority/x.ts', uses('lib/facility/staff/find-staff'), 'layers'],
    ['… as a type', 'lib/authority/x.ts', usesType('lib/facility/staff/find-staff'), 'layers'],
    ['… by a relative path', 'lib/authority/phones/x.ts', "import '../../facility/staff/find-staff'\n", 'layers'],
    ['… when it runs', 'lib/authority/x.ts', "await import('@/lib/facility/staff/find-staff')\n", 'layers'],
    ['… in a test', 'lib/authority/x.test.ts', uses('lib/facility/staff/find-staff'), 'sides'],
    ['the facility imports the authority', 'lib/facility/x.ts', uses('lib/authority/phones/bind-phone'), 'layers'],
    ['a side imports its own folders', 'lib/facility/launches/x.ts', uses('lib/facility/staff/find-staff'), undefined],
    ['a side imports problem documents', 'lib/facility/x.ts', uses('lib/problem/problem'), undefined],
    ['a side imports a route', 'lib/facility/x.ts', uses('lib/api/routes'), 'layers'],
    ['a side imports a screen', 'lib/facility/x.ts', uses('app/(facility)/embed/frame'), 'layers'],
    ['a route imports both sides', 'lib/api/x.ts', uses('lib/authority/phones/bind-phone'), undefined],
    ['problem documents import a use case', 'lib/problem/x.ts', uses('lib/authority/phones/bind-phone'), 'layers'],
    ['problem documents import a catalogue', 'lib/problem/x.ts', uses('lib/authority/phones/phone.errors'), undefined],
    ['a use case queries', 'lib/authority/phones/x.ts', uses('lib/db/database'), 'database'],
    ['a use case names the transaction’s type', 'lib/authority/phones/x.ts', usesType('lib/db/database'), undefined],
    ['a store queries', 'lib/authority/phones/x.store.ts', uses('lib/db/database'), undefined],
    ['a use case names a row’s type', 'lib/authority/phones/x.ts', usesType('lib/db/generated/client'), 'database'],
    ['a screen queries', 'app/(facility)/x.ts', uses('lib/db/database'), 'database'],
    [
      'a use case takes the process’s database',
      'lib/authority/phones/x.ts',
      uses('lib/db/process-database'),
      'database',
    ],
    ['a screen takes the process’s database', 'app/(facility)/x.ts', uses('lib/db/process-database'), undefined],
    ['a use case notifies', 'lib/authority/phones/x.ts', uses('lib/db/notifications'), undefined],
    ['a screen notifies', 'app/(facility)/x.ts', uses('lib/db/notifications'), 'database'],
    ['a store opens its own driver', 'lib/authority/phones/x.store.ts', "import pg from 'pg'\n", 'database'],
    ['a use case calls out by undici', 'lib/facility/x.ts', "import { request } from 'undici'\n", 'egress'],
    ['a use case calls out by node:https', 'lib/facility/x.ts', "import { get } from 'node:https'\n", 'egress'],
    ['egress calls out by undici', 'lib/egress/x.ts', "import { request } from 'undici'\n", undefined],
    ['a use case imports next/headers', 'lib/facility/x.ts', "import { headers } from 'next/headers'\n", 'framework'],
    ['a screen imports next/headers', 'app/(facility)/x.ts', "import { headers } from 'next/headers'\n", undefined],
    ['a use case imports hono', 'lib/authority/x.ts', "import { Hono } from 'hono'\n", 'framework'],
    ['the card helper imports smartcard', 'lib/card-helper/x.ts', uses('lib/smartcard/apdu'), undefined],
    ['the card helper imports another pure folder', 'lib/card-helper/x.ts', uses('lib/webauthn/verify'), 'card-helper'],
    [
      'a screen of the facility imports the authority',
      'app/(facility)/x.ts',
      uses('lib/authority/phones/bind-phone'),
      'layers',
    ],
    ['the product imports a test tool', 'lib/facility/x.store.ts', uses('lib/db/testing/test-database'), 'layers'],
    ['a test imports a test tool', 'lib/facility/x.db.test.ts', uses('lib/db/testing/test-database'), undefined],
    ['the example EMR imports ours', 'examples/emr/x.mjs', uses('lib/kernel/bytes'), 'layers'],
    ['an import leads nowhere', 'lib/facility/x.ts', uses('lib/kernel/gone'), 'layers'],
    ['a folder is in no layer', 'lib/stuff/x.ts', 'export const a = 1\n', 'layers'],
  ]
  test.each(rows)('%s', (_name, path, text, rule) => {
    expect(rulesBrokenBy(path, text)).toEqual(rule ? [rule] : [])
  })
})

describe('what reaches a browser', () => {
  const client = (imports) => `'use client'\n${imports}`
  const rows = [
    [
      'a client screen imports the design system',
      'app/(facility)/x.tsx',
      client(uses('lib/ui/base/button')),
      undefined,
    ],
    ['a client screen imports settings', 'app/(facility)/x.tsx', client(uses('lib/config/settings')), 'browser'],
    ['a server screen imports settings', 'app/(facility)/x.tsx', uses('lib/config/settings'), undefined],
    ['a client screen imports wire types', 'app/(facility)/x.tsx', client(usesType('lib/wire/frame')), undefined],
    ['a client screen imports wire schemas', 'app/(facility)/x.tsx', client(uses('lib/wire/frame')), 'browser'],
    ['the SDK imports wire schemas', 'lib/embed-sdk/x.ts', uses('lib/wire/frame'), 'browser'],
    ['the SDK imports a pure folder', 'lib/embed-sdk/x.ts', uses('lib/webauthn/verify'), undefined],
    ['a client screen imports Node', 'app/(facility)/x.tsx', client("import { join } from 'node:path'\n"), 'browser'],
  ]
  test.each(rows)('%s', (_name, path, text, rule) => {
    expect(rulesBrokenBy(path, text)).toEqual(rule ? [rule] : [])
  })

  test('a file without the mark is browser code once a client screen imports it', () => {
    const texts = new Map([
      ['lib/config/settings.ts', 'export const a = 1\n'],
      ['app/(facility)/part.ts', uses('lib/config/settings')],
      ['app/(facility)/x.tsx', client("import { b } from './part'\nexport const c = b\n")],
    ])
    expect(violationsOf(Object.fromEntries(texts))).toMatchObject([
      { rule: 'browser', path: 'app/(facility)/part.ts', line: 1 },
    ])
  })
})

describe('words that are banned', () => {
  const rows = [
    ['the environment in a use case', 'lib/facility/x.ts', 'export const a = process.env.PORT\n', 'environment'],
    ['the environment in lib/config', 'lib/config/x.ts', 'export const a = process.env.PORT\n', undefined],
    ['the environment in a comment', 'lib/facility/x.ts', '// process.env is read by lib/config\n', undefined],
    [
      'Next’s build constant',
      'instrumentation.ts',
      "export const a = process.env['NEXT_RUNTIME'] === 'nodejs'\n",
      undefined,
    ],
    ['fetch on the server', 'lib/facility/x.ts', "export const a = fetch('http://a')\n", 'egress'],
    ['fetch in egress', 'lib/egress/x.ts', "export const a = fetch('http://a')\n", undefined],
    ['fetch in the browser', 'app/(facility)/x.tsx', "'use client'\nexport const a = () => fetch('/a')\n", undefined],
    ['fetch in a server screen', 'app/(facility)/x.tsx', "export const a = () => fetch('/a')\n", 'egress'],
    ['a method called fetch', 'lib/facility/x.ts', 'export const a = (app) => app.fetch()\n', undefined],
    ['Buffer in a pure folder', 'lib/webauthn/x.ts', 'export const a = Buffer.alloc(1)\n', 'pure'],
    ['Buffer in a use case', 'lib/facility/x.ts', 'export const a = Buffer.alloc(1)\n', undefined],
    ['ArrayBuffer in a pure folder', 'lib/webauthn/x.ts', 'export const a = new ArrayBuffer(1)\n', undefined],
    ['the clock in a pure folder', 'lib/webauthn/x.ts', 'export const a = Date.now()\n', 'pure'],
    ['a given time in a pure folder', 'lib/webauthn/x.ts', 'export const a = (t) => new Date(t)\n', undefined],
  ]
  test.each(rows)('%s', (_name, path, text, rule) => {
    expect(rulesBrokenBy(path, text)).toEqual(rule ? [rule] : [])
  })
})

describe('shape of the project', () => {
  test('a cycle is found over any number of files', () => {
    const texts = new Map([
      ['lib/kernel/a.ts', "import './b'\n"],
      ['lib/kernel/b.ts', "import './c'\n"],
      ['lib/kernel/c.ts', "import './a'\n"],
    ])
    expect(violationsOf(Object.fromEntries(texts)).map(({ rule }) => rule)).toEqual(['cycles'])
  })

  test('two ways to one file are no cycle', () => {
    const texts = new Map([
      ['lib/kernel/a.ts', "import './b'\nimport './c'\n"],
      ['lib/kernel/b.ts', "import './c'\n"],
      ['lib/kernel/c.ts', 'export {}\n'],
    ])
    expect(violationsOf(Object.fromEntries(texts))).toEqual([])
  })

  const sizes = [
    ['a module of 300 lines', 'lib/kernel/a.ts', 300, undefined],
    ['a module of 301 lines', 'lib/kernel/a.ts', 301, 'size'],
    ['a table of 301 lines', 'lib/wire/a.ts', 301, undefined],
    ['a screen of 251 lines', 'app/a.tsx', 251, 'size'],
    ['a test of 500 lines', 'lib/kernel/a.test.ts', 500, undefined],
    ['a test of 501 lines', 'lib/kernel/a.test.ts', 501, 'size'],
  ]
  test.each(sizes)('%s', (_name, path, lines, rule) => {
    expect(rulesBrokenBy(path, '//\n'.repeat(lines))).toEqual(rule ? [rule] : [])
  })

  test.each([
    [16, []],
    [17, ['folder-size']],
  ])('a folder of %d files', (count, expected) => {
    const texts = new Map(Array.from({ length: count }, (_, index) => [`lib/kernel/a${index}.ts`, 'export {}\n']))
    expect(violationsOf(Object.fromEntries(texts)).map(({ rule }) => rule)).toEqual(expected)
  })
})
