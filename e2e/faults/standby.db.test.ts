import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWriteCheck } from '@/lib/db/check-writable'
import { createDatabase, type Database } from '@/lib/db/database'
import { createNotifications, notify } from '@/lib/db/notifications'
import { asUnavailable } from '@/lib/db/unavailable'
import { deployMigrations } from '@/scripts/prisma/commands.mjs'
import { type OwnPostgres, startOwnPostgres } from '../support/faults-world/own-postgres'

let postgres: OwnPostgres
let db: Database

beforeAll(async () => {
  postgres = await startOwnPostgres()
  await deployMigrations(postgres.url('shomei'))
  await postgres.stop()
  writeFileSync(join(postgres.dataDir, 'standby.signal'), '')
  await postgres.start()
  db = createDatabase({ url: postgres.url('shomei'), connections: 2 })
})

afterAll(async () => {
  await db?.close()
  await postgres?.remove()
})

test('AT-54 a process that begins while its database is a standby: 503, and all works once that is promoted', async () => {
  const notifications = createNotifications(db)
  const checkWritable = createWriteCheck(db)
  const heard: string[] = []
  const subscribe = () =>
    notifications.subscribe(
      'facility_staff',
      '*',
      (payload) => heard.push(payload),
      () => {},
    )
  const writes: Record<string, () => Promise<unknown>> = {
    'a transaction': () => db.transaction(({ sql }) => sql`SELECT 1`),
    'a statement of its own': () =>
      db.sql`INSERT INTO authority.rate_limit (key, window_start, count) VALUES ('standby', clock_timestamp(), 1)`,
    'a channel': subscribe,
    readiness: checkWritable,
  }
  for (const [name, write] of Object.entries(writes)) {
    const failure = asUnavailable(await write().catch((error: unknown) => error))
    expect(failure, name).toMatchObject({ code: 'service.unavailable', retryAfterSeconds: 5 })
  }
  expect(await db.sql`SELECT 1 AS reads`).toEqual([{ reads: 1 }])

  await db.sql`SELECT pg_promote()`
  await expect.poll(() => checkWritable().then(() => 'ready', String), { timeout: 20_000 }).toBe('ready')
  await expect.poll(() => subscribe().then(() => 'listening', String), { timeout: 20_000 }).toBe('listening')
  await db.transaction((tx) => notify(tx, 'facility_staff', 'stf_1'))
  await expect.poll(() => heard).toEqual(['stf_1'])
  await writes['a statement of its own']?.()
})
