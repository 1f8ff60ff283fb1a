import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadCredentials, mergeCredentials, saveCredentials } from './saved-credentials.mjs'

const folder = mkdtempSync(join(tmpdir(), 'phone-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** @param {string} credentialId */
function key(credentialId, signCount = 1) {
  return { credentialId, isResidentCredential: true, rpId: 'authority.localhost', privateKey: 'AA==', signCount }
}

it('keeps the keys between runs, readable by their owner only', () => {
  const path = join(folder, 'new', 'phone.json')
  expect(loadCredentials(path)).toEqual([])
  saveCredentials(path, [key('a')])
  saveCredentials(path, [key('a', 2), key('b')])
  expect(loadCredentials(path)).toEqual([key('a', 2), key('b')])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

it.each(['{', '{}', '[]'])('says what to do with a spoiled file: %s', (content) => {
  const path = join(folder, 'spoiled.json')
  writeFileSync(path, content)
  expect(() => loadCredentials(path)).toThrow(/Remove it/)
})

it.each([
  {
    name: 'a new key',
    known: [key('a')],
    onPage: [key('a'), key('b')],
    given: [key('a')],
    merged: [key('a'), key('b')],
  },
  { name: 'a key used again', known: [key('a')], onPage: [key('a', 5)], given: [key('a')], merged: [key('a', 5)] },
  {
    name: 'a deleted key',
    known: [key('a'), key('b')],
    onPage: [key('b')],
    given: [key('a'), key('b')],
    merged: [key('b')],
  },
  {
    name: 'a key of another page',
    known: [key('a'), key('c')],
    onPage: [key('a')],
    given: [key('a')],
    merged: [key('c'), key('a')],
  },
])('follows $name', ({ known, onPage, given, merged }) => {
  expect(mergeCredentials(known, onPage, given)).toEqual(merged)
})
