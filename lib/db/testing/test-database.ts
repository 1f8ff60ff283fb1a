import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import type { Side } from '@/lib/vocabulary/settings/side'
import { createDatabase, type Database } from '../database'
import { urlOfLogin } from './side-logins'

export type TestDatabase = {
  /** As the owner of the tables: for what a test arranges, looks up or forges. */
  url: string
  database: Database
  /** As the processes of a side connect, with their rights. */
  sideUrls: Record<Side, string>
  asSide(side: Side): Database
}

/** A fresh, migrated database for one test file, dropped when the file is done. The value is filled before the first test. */
export function testDatabase(connections = 10): TestDatabase {
  const name = `shomei_test_${randomBytes(6).toString('hex')}`
  const server = new URL(inject('databaseServerUrl'))
  const logins = inject('sideLogins')
  const own = new URL(server)
  own.pathname = `/${name}`
  const opened: Database[] = []
  const open = (url: string) => {
    const database = createDatabase({ url, connections })
    opened.push(database)
    return database
  }
  beforeAll(() => run(server, `CREATE DATABASE "${name}" TEMPLATE "${inject('templateDatabase')}"`))
  afterAll(async () => {
    await Promise.all(opened.map((each) => each.close()))
    await run(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  })
  const sideUrls = {
    authority: urlOfLogin(own.href, logins.authority),
    facility: urlOfLogin(own.href, logins.facility),
  }
  return { url: own.href, database: open(own.href), sideUrls, asSide: (side) => open(sideUrls[side]) }
}

async function run(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(statement)
  await client.end()
}
