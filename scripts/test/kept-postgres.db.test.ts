import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stopLeftover } from '../postgres/leftover.mjs'
import { findCommandLine } from '../process/find-process.mjs'

/** A run of tests: opens the kept PostgreSQL, prints what it got, and closes it when its input ends. */
const RUN = `
  import { openKeptPostgres } from './scripts/test/kept-postgres.mjs'
  import { connect, ensureDatabase } from './scripts/postgres/database.mjs'
  const [folder, key, migrations] = process.argv.slice(1)
  const migrate = async (url) => {
    await ensureDatabase(url)
    const client = await connect(url)
    await client.query('CREATE TABLE first ()')
    if (migrations === 'endless') {
      console.log(JSON.stringify('migrating'))
      await new Promise(() => setInterval(() => {}, 1000))
    }
    await client.query('CREATE TABLE last ()')
    await client.end()
  }
  const kept = await openKeptPostgres({ folder, key, mark: folder, ...(migrations === 'real' ? {} : { migrate }) })
  console.log(JSON.stringify(kept ?? 'in use'))
  process.stdin.resume().once('end', async () => {
    await kept?.close()
    process.exit()
  })
`

type Kept = { serverUrl: string; template: string; isReused: boolean }

/** What is not covered: the loss of power, and two containers with process ids of their own on one checkout. */
describe('the PostgreSQL that stays between runs of the database tests', () => {
  let folder: string
  const runs: ChildProcess[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shomei-kept-'))
    chmodSync(folder, 0o711)
  })
  afterEach(async () => {
    for (const run of runs.splice(0)) run.kill('SIGKILL')
    await stopLeftover(join(folder, 'data'))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  function start({ key = 'one', migrations = 'short' } = {}) {
    const run = spawn(process.execPath, ['--input-type=module', '-e', RUN, folder, key, migrations], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    runs.push(run)
    const opened = once(run.stdout, 'data').then(([text]): Kept => JSON.parse(String(text)))
    const end = async () => {
      run.stdin.end()
      await once(run, 'exit')
    }
    const kill = async () => {
      run.kill('SIGKILL')
      await once(run, 'exit')
    }
    return { opened, end, kill }
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

  const inDatabase = ({ serverUrl }: Kept, name: string) => serverUrl.replace(/\/shomei$/, `/${name}`)

  const identify = async (kept: Kept) =>
    query(kept.serverUrl, `SELECT oid FROM pg_database WHERE datname = '${kept.template}'`)

  test('migrates once; the next run finds the same template, and nothing of the run before', async () => {
    const first = start()
    const made = await first.opened
    expect(made.isReused).toBe(false)
    const template = await identify(made)
    await query(made.serverUrl, `CREATE DATABASE shomei_test_left TEMPLATE "${made.template}"`)
    await query(made.serverUrl, 'CREATE ROLE shomei_test_left LOGIN')
    await first.end()

    const second = start()
    const found = await second.opened
    expect(found.isReused).toBe(true)
    expect(await identify(found)).toEqual(template)
    expect(await query(found.serverUrl, "SELECT datname FROM pg_database WHERE datname LIKE 'shomei_test_%'")).toEqual(
      [],
    )
    expect(await query(found.serverUrl, "SELECT rolname FROM pg_roles WHERE rolname LIKE 'shomei_test_%'")).toEqual([])
    await second.end()
  })

  test('holds the real migrations', async () => {
    const run = start({ migrations: 'real' })
    const kept = await run.opened
    await query(kept.serverUrl, `CREATE DATABASE a_copy TEMPLATE "${kept.template}"`)
    expect(await query(inDatabase(kept, 'a_copy'), 'SELECT id FROM facility.staff')).toEqual([])
    await run.end()
  })

  test('lets no test write to the template', async () => {
    const run = start()
    const kept = await run.opened
    await expect(query(inDatabase(kept, kept.template), 'SELECT 1')).rejects.toThrow('not currently accepting')
    await run.end()
  })

  test('with other migrations the stale template is dropped and another one is made', async () => {
    const first = start({ key: 'one' })
    const stale = await identify(await first.opened)
    await first.end()
    const second = start({ key: 'two' })
    const kept = await second.opened
    expect(kept.isReused).toBe(false)
    expect(await query(kept.serverUrl, "SELECT FROM pg_database WHERE datname LIKE 'shomei_template%'")).toHaveLength(1)
    expect(stale).toHaveLength(1)
    await second.end()
  })

  test('serves one run: another one at the same time gets none, and the first goes on', async () => {
    const first = start()
    const { serverUrl } = await first.opened
    expect(await start().opened).toBe('in use')
    expect(await query(serverUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await first.end()
  })

  test('of several runs that start at one instant at most one gets it', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => start().opened))
    expect(all.filter((kept) => String(kept) !== 'in use').length).toBeLessThanOrEqual(1)
  })

  test('a run that is killed while it makes the template leaves none that the next one would use', async () => {
    const first = start({ migrations: 'endless' })
    expect(await first.opened).toBe('migrating')
    await first.kill()
    const second = start()
    const kept = await second.opened
    expect(kept.isReused).toBe(false)
    await query(kept.serverUrl, `CREATE DATABASE a_copy TEMPLATE "${kept.template}"`)
    expect(await query(inDatabase(kept, 'a_copy'), "SELECT to_regclass('last') IS NOT NULL AS known")).toEqual([
      { known: true },
    ])
    await second.end()
  })

  test('after a run that was killed later the data are made again, and its server has gone', async () => {
    const first = start()
    await first.opened
    const pid = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n', 1)[0])
    await first.kill()
    const second = start()
    expect((await second.opened).isReused).toBe(false)
    expect(findCommandLine(pid)).toBeUndefined()
    await second.end()
  })

  test('data of an earlier uptime of the machine are not used: they were not written safely', async () => {
    const first = start()
    await first.opened
    await first.end()
    writeFileSync(join(folder, 'template.json'), JSON.stringify({ key: 'one', boot: 'another' }))
    const second = start()
    expect((await second.opened).isReused).toBe(false)
    await second.end()
  })
})
