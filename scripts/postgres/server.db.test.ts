import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findCommandLine } from '../process/find-process.mjs'
import { findFreePort } from '../process/ports.mjs'
import { ensureDatabase } from './database.mjs'
import { startPostgres } from './server.mjs'

/** What is not covered: macOS, and a machine on which root cannot become another user. */
describe('the PostgreSQL that npm start brings', () => {
  let folder: string
  let dataDir: string
  const servers: Awaited<ReturnType<typeof startPostgres>>[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shomei-server-'))
    chmodSync(folder, 0o711)
    dataDir = join(folder, 'data')
  })
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function start(options: Partial<Parameters<typeof startPostgres>[0]> = {}) {
    const server = await startPostgres({ dataDir, port: await findFreePort(), isDurable: false, ...options })
    servers.push(server)
    return server
  }

  async function query(url: string, statement: string) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(statement)).rows
    } finally {
      await client.end()
    }
  }

  test('keeps its data across a stop, which leaves no process', async () => {
    const first = await start()
    await ensureDatabase(first.url('kept'))
    await query(first.url('kept'), 'create table a as select 1 as b')
    await first.stop()
    expect(findCommandLine(first.pid)).toBeUndefined()
    const second = await start()
    expect(await query(second.url('kept'), 'select b from a')).toEqual([{ b: 1 }])
  })

  test('writes safely unless it is told otherwise', async () => {
    const server = await start({ isDurable: true })
    expect(await query(server.url('postgres'), 'show fsync')).toEqual([{ fsync: 'on' }])
  })

  test('with a password nobody connects without it', async () => {
    const server = await start({ password: 'abc123' })
    const stranger = server.url('postgres').replace(':abc123@', ':other@')
    await expect(query(stranger, 'select 1')).rejects.toThrow('password authentication failed')
    expect(await query(server.url('postgres'), 'select 1 as a')).toEqual([{ a: 1 }])
  })

  test('takes the place of a server that a killed run left on the same folder', async () => {
    const leftover = await start()
    const next = await start()
    expect(await query(next.url('postgres'), 'select 1 as a')).toEqual([{ a: 1 }])
    expect(findCommandLine(leftover.pid)).toBeUndefined()
  })

  test('a taken port is named with its setting', async () => {
    const { port } = await start()
    await expect(start({ dataDir: join(folder, 'other'), port })).rejects.toThrow(
      /Port \d+ is taken.*SHOMEI_POSTGRES_PORT/,
    )
  })

  test('says when it ends by itself', async () => {
    const server = await start()
    process.kill(server.pid, 'SIGINT')
    expect(await server.ended).toContain('shut down')
  })

  // Only root can become another user; for everybody else there is nothing to test.
  if (process.getuid?.() === 0) {
    test('root without user namespaces: it runs as nobody, and as root again later', async () => {
      const server = await start({ hasNamespaces: false, password: 'abc123' })
      expect(await query(server.url('postgres'), 'select 1 as a')).toEqual([{ a: 1 }])
      await server.stop()
      const again = await start({ password: 'abc123' })
      expect(await query(again.url('postgres'), 'select 1 as a')).toEqual([{ a: 1 }])
    })
  }
})
