import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { computeTemplateKey } from './template-key.mjs'

const MIGRATION = 'prisma/migrations/20260101000000_first'

describe('the key of the template database', () => {
  let root
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'shomei-key-'))
    for (const folder of ['scripts/postgres', 'scripts/prisma', 'prisma.config.ts', 'package-lock.json'])
      cpSync(folder, join(root, folder), { recursive: true })
    write(`${MIGRATION}/migration.sql`, 'CREATE TABLE a ();')
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  function write(file, text) {
    cpSync('LICENSE', join(root, file), { recursive: true })
    writeFileSync(join(root, file), text)
  }

  test('is the same for the same files', () => {
    expect(computeTemplateKey(root)).toBe(computeTemplateKey(root))
    expect(computeTemplateKey()).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each([
    ['a changed migration', () => write(`${MIGRATION}/migration.sql`, 'CREATE TABLE b ();')],
    ['a new migration', () => write('prisma/migrations/20260102000000_second/migration.sql', '')],
    ['a renamed migration', () => renameSync(join(root, MIGRATION), join(root, `${MIGRATION}_renamed`))],
    ['other rights of a role', () => write('scripts/postgres/table-grants.mjs', 'export const TABLE_GRANTS = {}')],
    ['another version of the programs', () => write('package-lock.json', '{}')],
  ])('is another one after %s', (_name, change) => {
    const before = computeTemplateKey(root)
    change()
    expect(computeTemplateKey(root)).not.toBe(before)
  })
})
