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
})
