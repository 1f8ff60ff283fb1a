import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { DemonstrationFile } from '@/prisma/seed/demonstration-file'
import { findFreePort } from '../process/ports.mjs'

/** The data step of `npm start` alone, without the build; at its end it says what is in the database. */
const program = `
  import { openDataFolder } from './scripts/start/data-folder.mjs'
  import { openDatabase } from './scripts/start/open-database.mjs'
  import { prepareData } from './scripts/start/prepare-data.mjs'
  import { takeDataFolder } from './scripts/start/running-record.mjs'
  import { connect } from './scripts/postgres/database.mjs'
  import { runCommand } from './scripts/process/run-command.mjs'
  import { readSettings } from './scripts/settings.mjs'
  await runCommand(async ({ atEnd }) => {
    const settings = readSettings()
    const record = await takeDataFolder(settings.dataDir)
    atEnd(record.release)
    const folder = openDataFolder(settings.dataDir, settings.key)
    const database = await openDatabase(settings, folder, atEnd, () => {})
    await prepareData(database.url, settings, folder, () => {})
    const client = await connect(database.url)
    const { rows } = await client.query(\`SELECT
      (SELECT count(*)::int FROM authority.holder) AS holders,
      (SELECT count(*)::int FROM authority.credential) AS credentials,
      (SELECT count(*)::int FROM authority.notification_card) AS cards,
      (SELECT count(*)::int FROM facility.staff) AS staff,
      (SELECT array_agg(encode(secret_hash, 'hex') ORDER BY client_id) FROM facility.emr_client) AS secrets\`)
    await client.end()
    console.log('FOUND ' + JSON.stringify(rows[0]))
  })`

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-first-start-'))
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

type Ended = { code: number | null; signal: NodeJS.Signals | null; output: string; ms: number }

async function begin(folder: string): Promise<{ child: ChildProcess; ended: Promise<Ended> }> {
  const since = performance.now()
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      NODE_ENV: 'test',
      PATH: process.env['PATH'],
      SHOMEI_DATA_DIR: join(folder, 'data'),
      SHOMEI_POSTGRES_PORT: String(await findFreePort()),
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const ended = new Promise<Ended>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal, output, ms: performance.now() - since })),
  )
  return { child, ended }
}

/** Ctrl-C reaches the whole group at the terminal; SIGKILL only the program itself, which then cannot stop what it started. */
async function interrupt(folder: string, signal: 'SIGINT' | 'SIGKILL', afterMs: number): Promise<Ended> {
  const { child, ended } = await begin(folder)
  const pid = child.pid ?? 0
  const timer = setTimeout(() => process.kill(signal === 'SIGINT' ? -pid : pid, signal), afterMs)
  const end = await ended
  clearTimeout(timer)
  return end
}

async function expectWhole(folder: string): Promise<number> {
  const { ended } = await begin(folder)
  const { code, output, ms } = await ended
  expect(code, output).toBe(0)
  const found = JSON.parse(/FOUND (.*)/.exec(output)?.[1] ?? 'null')
  const data = join(folder, 'data')
  const file: DemonstrationFile = JSON.parse(readFileSync(join(data, 'demonstration.json'), 'utf8'))
  const clients = file.emr.clients.toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1))
  expect(found).toEqual({
    holders: 6,
    credentials: 6,
    // The phone of the test person is registered with a card of its own, which is in no file.
    cards: file.notificationCards.length + 1,
    staff: 10,
    // The vendor's client, last by its id, has a key.
    secrets: [...clients.map(({ clientSecret }) => createHash('sha256').update(clientSecret).digest('hex')), null],
  })
  expect(readdirSync(data).filter((name) => name.endsWith('.part'))).toEqual([])
  return ms
}

test('a first start that is ended at 20 moments by Ctrl-C or kill -9 is finished by the next one, with database and file in step', async () => {
  const whole = await expectWhole(newFolder())
  const moments = Array.from({ length: 20 }, (_, index) => ((index + 1) * whole) / 21)
  // Each chain ends five starts of one folder, later each time, and then lets one finish.
  const chains = [0, 1, 2, 3].map((offset) => moments.filter((_, index) => index % 4 === offset))
  for (const [index, chain] of chains.entries()) {
    const folder = newFolder()
    const signal = index % 2 === 0 ? 'SIGKILL' : 'SIGINT'
    for (const afterMs of chain) {
      const { code, signal: endedBy, output } = await interrupt(folder, signal, afterMs)
      // One that was faster than its end is finished; none may have refused the folder.
      expect([130, 0, null], `${signal} after ${afterMs} ms, ${endedBy}: ${output}`).toContain(code)
    }
    await expectWhole(folder)
  }
}, 900_000)
