import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createSideLogins, type SideLogins } from './side-logins'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServerUrl: string
    templateDatabase: string
    sideLogins: SideLogins
  }
}

/**
 * Every test file copies one migrated template database on the server of DATABASE_URL: the one that SHOMEI_TEST_TEMPLATE
 * names (scripts/test/kept-postgres.mjs), else one that is made here and dropped at the end. Refuses a server that is not local.
 */
export default async function setup(project: TestProject) {
  const serverUrl = process.env['DATABASE_URL']
  if (serverUrl === undefined)
    throw new Error('DATABASE_URL must name a local PostgreSQL server: run `npm run test:database`')
  const url = new URL(serverUrl)
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    throw new Error('tests run against a local server only')
  const kept = process.env['SHOMEI_TEST_TEMPLATE']
  const template = kept ?? (await makeTemplate(url))
  project.provide('databaseServerUrl', url.href)
  project.provide('templateDatabase', template)
  const { logins, drop } = await createSideLogins(url.href)
  project.provide('sideLogins', logins)
  return async () => {
    if (kept === undefined) await run(url, `DROP DATABASE IF EXISTS "${template}" WITH (FORCE)`)
    await drop()
  }
}

async function makeTemplate(url: URL): Promise<string> {
  const template = `shomei_template_${randomBytes(4).toString('hex')}`
  const templateUrl = new URL(url)
  templateUrl.pathname = `/${template}`
  await run(url, `CREATE DATABASE "${template}"`)
  const migrated = spawnSync(process.execPath, ['scripts/migrate.mjs'], {
    env: { ...process.env, DATABASE_URL: templateUrl.href },
    encoding: 'utf8',
  })
  if (migrated.status !== 0) throw new Error(`migrations failed: ${migrated.stdout}${migrated.stderr}`)
  return template
}

async function run(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(statement)
  await client.end()
}
