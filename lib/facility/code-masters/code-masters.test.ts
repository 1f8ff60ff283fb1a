import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCodeMasters, openCodeMasters } from './code-masters'
import { readPreflightFacts } from './preflight-facts'

let folder: string
let drugMasterFile: string
let time: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'code-masters-'))
  drugMasterFile = join(folder, 'drugs.csv')
  time = 0
})

afterEach(() => rm(folder, { recursive: true }))

const open = () => createCodeMasters({ drugMasterFile, usageMasterFile: null }, () => time)
const nameOf = async (source: ReturnType<typeof open>) => (await source.read()).drugs?.rowsOf('1')?.[0]?.name

test('without a file nothing is compared', async () => {
  const settings = { drugMasterFile: null, usageMasterFile: null }
  expect(await openCodeMasters(settings).read()).toEqual({ drugs: null, usages: null })
  expect(openCodeMasters(settings)).toBe(openCodeMasters(settings))
})

test('a changed file is read again, no sooner than 10 s after the last look', async () => {
  const source = open()
  await writeFile(drugMasterFile, 'code,name\n1,old')
  expect(await nameOf(source)).toBe('old')
  await writeFile(drugMasterFile, 'code,name\n1,newer')
  time = 9_999
  expect(await nameOf(source)).toBe('old')
  time = 10_000
  expect(await nameOf(source)).toBe('newer')
})

test('AT-70: a file that is away at first, faulty or removed stops nothing: the last good one serves on', async () => {
  const source = open()
  const next = () => {
    time += 10_000
    return nameOf(source)
  }
  expect(await nameOf(source)).toBeUndefined()
  await writeFile(drugMasterFile, 'code,name\n1,good')
  expect(await next()).toBe('good')
  await writeFile(drugMasterFile, 'code,name\n1,')
  expect(await next()).toBe('good')
  await rm(drugMasterFile)
  expect(await next()).toBe('good')
  await writeFile(drugMasterFile, 'code,name\n1,again')
  expect(await next()).toBe('again')
})

test('a folder in place of a file is none', async () => {
  drugMasterFile = folder
  expect(await nameOf(open())).toBeUndefined()
})

test('today is the day in Japan', async () => {
  const settings = { drugMasterFile: null, usageMasterFile: null }
  const { today } = await readPreflightFacts(settings, new Date('2025-08-27T15:00:00Z'))
  expect(today).toBe('2025-08-28')
})
