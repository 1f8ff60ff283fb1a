import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export type OwnDatabase = { url: string; drop(): Promise<void> }

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
  return { url: own.href, drop: () => run(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) }
}

async function run(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(statement)
  await client.end()
}
