import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDataFolder } from './data-folder.mjs'

describe('the data folder', () => {
  let parent
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'shomei-data-'))
  })
  afterEach(() => rmSync(parent, { recursive: true, force: true }))

  test('makes a key of 32 bytes once and keeps it', () => {
    const first = openDataFolder(join(parent, 'data'), undefined)
    expect(Buffer.from(first.key, 'base64')).toHaveLength(32)
    expect(openDataFolder(join(parent, 'data'), undefined)).toEqual(first)
    expect(openDataFolder(join(parent, 'other'), undefined).key).not.toBe(first.key)
  })

  test('a key from the environment is used and not written', () => {
    const key = Buffer.alloc(32, 1).toString('base64')
    expect(openDataFolder(join(parent, 'data'), key).key).toBe(key)
    expect(() => statSync(join(parent, 'data', 'key'))).toThrow('ENOENT')
  })

  test.each(['key', 'postgres.password'])('only the owner can read %s', (name) => {
    openDataFolder(join(parent, 'data'), undefined)
    expect(statSync(join(parent, 'data', name)).mode & 0o777).toBe(0o600)
  })
})
