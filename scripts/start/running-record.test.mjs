import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findCommandLine } from '../process/find-process.mjs'
import { findRunning, takeDataFolder } from './running-record.mjs'

const GONE = 2 ** 22 + 1

describe('who runs on a data folder', () => {
  let folder
  let child
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shomei-record-'))
    child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)', 'marked'])
    await new Promise((settle) => child.stdout.once('data', settle))
  })
  afterEach(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  const write = (record) => writeFileSync(join(folder, 'running.json'), JSON.stringify(record))

  test('a living starter is found, and the folder is not given away', async () => {
    write({ starter: { pid: child.pid, mark: 'marked' }, children: [] })
    expect(findRunning(folder)?.pid).toBe(child.pid)
    await expect(takeDataFolder(folder)).rejects.toThrow(`process ${child.pid}`)
  })

  test('another program that got the same id is not taken for the starter, nor stopped', async () => {
    write({ starter: { pid: child.pid, mark: 'start.mjs' }, children: [{ pid: child.pid, mark: 'next-server' }] })
    const record = await takeDataFolder(folder)
    expect(findCommandLine(child.pid)).toContain('marked')
    record.release()
  })

  test('what a killed starter left behind is stopped', async () => {
    const ended = new Promise((settle) => child.once('exit', (_code, signal) => settle(signal)))
    write({ starter: { pid: GONE, mark: 'start.mjs' }, children: [{ pid: child.pid, mark: 'marked' }] })
    await takeDataFolder(folder)
    expect(await ended).toBe('SIGTERM')
  })

  test('release forgets the record', async () => {
    const record = await takeDataFolder(folder)
    expect(existsSync(join(folder, 'running.json'))).toBe(true)
    record.release()
    expect(existsSync(join(folder, 'running.json'))).toBe(false)
  })

  test('a broken record is no record', async () => {
    writeFileSync(join(folder, 'running.json'), '{')
    expect(findRunning(folder)).toBeUndefined()
  })
})
