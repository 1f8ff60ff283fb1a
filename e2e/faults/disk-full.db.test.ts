import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWriteCheck } from '@/lib/db/check-writable'
import { createDatabase, type Database } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import { deployMigrations } from '@/scripts/prisma/commands.mjs'
import { type OwnPostgres, startOwnPostgres } from '../support/faults-world/own-postgres'

/**
 * A volume of 48 MB for the database's own files, really full. The write-ahead log lies elsewhere: PostgreSQL ends itself when that
 * has no room, which is the case of a database that is away. Where nothing may be mounted this is not tested; the SQLSTATE alone is,
 * in the tests of lib/db/unavailable.ts.
 */
const volume = mountVolume()
afterAll(() => volume?.remove())

if (volume !== null)
  describe('a volume without room', () => {
    let postgres: OwnPostgres
    let db: Database
    beforeAll(async () => {
      postgres = await startOwnPostgres()
      await admin(`CREATE TABLESPACE small LOCATION '${volume.data}'`)
      await admin('CREATE DATABASE small TABLESPACE small')
      await deployMigrations(postgres.url('small'))
      db = createDatabase({ url: postgres.url('small'), connections: 2 })
    })
    afterAll(async () => {
      await db?.close()
      await postgres?.remove()
    })

    async function admin(statement: string): Promise<void> {
      const client = new pg.Client({ connectionString: postgres.url('postgres') })
      await client.connect()
      await client.query(statement)
      await client.end()
    }

    test('AT-54 writes are 503, readiness says so, reads go on; with room again all works', async () => {
      const checkWritable = createWriteCheck(db)
      const write = () =>
        db.sql`INSERT INTO authority.rate_limit (key, window_start, count)
          SELECT 'full:' || random() || n, clock_timestamp(), 1 FROM generate_series(1, 20000) AS n`
      await checkWritable()
      volume.fill()
      const failure = await write().catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: '53100' })
      expect(asUnavailable(failure)).toMatchObject({ code: 'service.unavailable', retryAfterSeconds: 5 })
      await expect
        .poll(() =>
          checkWritable().then(
            () => 'ready',
            ({ code }) => code,
          ),
        )
        .toBe('service.unavailable')
      expect(await db.sql`SELECT count(*)::int AS kept FROM authority.rate_limit`).toEqual([{ kept: 0 }])
      volume.empty()
      await write()
      await expect.poll(() => checkWritable().then(() => 'ready', String), { timeout: 5_000 }).toBe('ready')
    })
  })

function mountVolume() {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-volume-'))
  chmodSync(folder, 0o711)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m,mode=755', 'tmpfs', folder]).status === 0
  if (!mounted) {
    rmSync(folder, { recursive: true, force: true })
    return null
  }
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const filler = join(folder, 'filler')
  return {
    data,
    /** The last writes are small, so that not one page is left. */
    fill() {
      for (const bytes of [1_048_576, 4_096]) {
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(bytes), { flag: 'a' })
        } catch (error) {
          expect(error).toMatchObject({ code: 'ENOSPC' })
        }
      }
    },
    empty: () => rmSync(filler),
    remove() {
      spawnSync('umount', [folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
