import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const COMMAND = fileURLToPath(new URL('../lint.mjs', import.meta.url))

describe('npm run lint', () => {
  let folder
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shomei-lint-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function lint(files) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return spawnSync(process.execPath, [COMMAND, folder], { encoding: 'utf8' })
  }

  test('a forbidden import fails, with its place and the way that is allowed', () => {
    const result = lint({
      'lib/facility/staff/staff.ts': 'export const a = 1\n',
      'lib/authority/phones/bind-phone.ts': "import { a } from '@/lib/facility/staff/staff'\nexport const b = a\n",
    })
    expect(result.status).toBe(1)
    expect(result.stderr).toContain('lib/authority/phones/bind-phone.ts:1 [layers]')
    expect(result.stderr).toContain('share through a pure folder or lib/wire')
  })

  test('the same import from its own side passes', () => {
    const result = lint({
      'lib/facility/staff/staff.ts': 'export const a = 1\n',
      'lib/facility/launches/open-launch.ts': "import { a } from '@/lib/facility/staff/staff'\nexport const b = a\n",
    })
    expect(result.stderr).toBe('')
    expect(result.status).toBe(0)
  })

  test('each hole of the former linter is found, with its place', () => {
    const holes = [
      ['lib/authority/a/template.ts', 'await import(`@/lib/facility/staff/staff`)', 'layers'],
      ['lib/authority/a/variable.ts', 'await import(name)', 'variable-import'],
      ['lib/authority/a/worker.ts', "new Worker(new URL('../../facility/staff/staff.ts', import.meta.url))", 'layers'],
      ['lib/authority/a/resolve.ts', "import.meta.resolve('@/lib/facility/staff/staff')", 'layers'],
      ['lib/authority/a/require.ts', "createRequire(import.meta.url)('@/lib/facility/staff/staff')", 'layers'],
      ['lib/pki/log.ts', "import pino from 'pino'", 'pure'],
      ['lib/webauthn/hash.ts', "import { verify } from '@node-rs/argon2'", 'pure'],
      ['lib/smartcard/native.ts', "import koffi from 'koffi'", 'pure'],
      ['lib/authority/a/log.ts', "import pino from 'pino'", 'packages'],
      ['lib/api/staff.routes.ts', "import '@/lib/facility/staff/staff.store'", 'stores'],
      ['app/(facility)/page.tsx', "import '@/lib/facility/staff/staff.store'", 'stores'],
      ['lib/facility/staff/find-staff.ts', 'export const find = (db) => db.sql`SELECT 1`', 'sql'],
      ['pages/my.tsx', "import '@/lib/authority/a/use-case'", 'browser'],
      ['app/(facility)/button.tsx', "'use client'\nimport '@/lib/facility/staff/staff'", 'browser'],
      ['lib/kernel/long.ts', `export function long() {\n${'a()\n'.repeat(69)}}`, 'function-size'],
    ]
    const files = {
      'lib/facility/staff/staff.ts': "import '@/lib/facility/launches/launch'\n",
      'lib/facility/staff/staff.store.ts': 'export {}\n',
      'lib/facility/launches/launch.ts': 'export {}\n',
      'lib/facility/launches/create-launch.ts': "import '@/lib/facility/staff/staff.store'\n",
      'lib/authority/a/use-case.ts': 'export {}\n',
    }
    const result = lint({ ...files, ...Object.fromEntries(holes.map(([path, text]) => [path, `${text}\n`])) })
    expect(result.status).toBe(1)
    const found = result.stderr
      .split('\n')
      .map((line) => /^(?<path>\S+?)(?::\d+)? \[(?<rule>[\w-]+)\]/.exec(line)?.groups)
    for (const [path, , rule] of [...holes, ['lib/facility/launches', '', 'folders']]) {
      expect(found).toContainEqual({ path, rule })
    }
    expect(result.stderr).toContain(`${holes.length + 1} rules are broken`)
  })
})
