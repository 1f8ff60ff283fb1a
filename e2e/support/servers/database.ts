import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createSideLogins, urlOfLogin } from '@/lib/db/testing/side-logins'
import type { Side } from '@/lib/vocabulary/settings/side'

export type OwnDatabase = {
  /** As the owner of the tables. */
  url: string
  /** As the processes of a side connect. */
  sideUrls: Record<Side, string>
  drop(): Promise<void>
}

/** A fresh, migrated database on a local server. Refuses a server that is not on this machine. */
export async function createDatabaseFor(serverUrl: string): Promise<OwnDatabase> {
  const server = new URL(serverUrl)
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(server.hostname))
    throw new Error('tests run against a local server only')
  const name = `shomei_e2e_${randomBytes(4).toString('hex')}`
  const own = new URL(server)
  own.pathname = `/${name}`
  await run(server, `CREATE DATABASE "${name}"`)
  const migrated = spawnSync(process.execPath, ['scripts/migrate.mjs'], {
    env: { ...process.env, DATABASE_URL: own.href },
    encoding: 'utf8',
  })
  if (migrated.status !== 0) throw new Error(`migrations failed: ${migrated.stdout}${migrated.stderr}`)
  const { logins, drop: dropLogins } = await createSideLogins(server.href)
  return {
    url: own.href,
    sideUrls: {
      authority: urlOfLogin(own.href, logins.authority),
      facility: urlOfLogin(own.href, logins.facility),
    },
    async drop() {
      await run(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
      await dropLogins()
    },
  }
}

async function run(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** What a process of this role is given to connect with. */
export function databaseEnvironment(role: 'all' | Side, sideUrls: Record<Side, string>): Record<string, string> {
  return {
    ...(role === 'facility' ? {} : { AUTHORITY_DATABASE_URL: sideUrls.authority }),
    ...(role === 'authority' ? {} : { FACILITY_DATABASE_URL: sideUrls.facility }),
  }
}
