import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyGrants } from '../postgres/roles.mjs'
import { ROOT } from '../process/root.mjs'
import { runPrisma } from './run-prisma.mjs'

/** Makes the database client in lib/db/generated from prisma/schema. */
export function generateClient() {
  return runPrisma(['generate'])
}

/**
 * Applies the migrations that a database does not have yet and gives the roles of both sides their rights; makes the
 * database when it is missing.
 * @param {string} databaseUrl of the tables' owner
 * @returns {Promise<string>} what Prisma said
 */
export async function deployMigrations(databaseUrl) {
  const output = await runPrisma(['migrate', 'deploy'], { databaseUrl })
  await applyGrants(databaseUrl)
  return output
}

/**
 * Writes a new migration that brings the existing migrations up to prisma/schema, without applying it. Compares a database
 * that has all migrations with the schema: `migrate dev` would ask for a shadow database, which the engine cannot make here.
 * @param {string} name
 * @param {string} scratchUrl an empty database, of which nothing is kept
 * @returns {Promise<string | null>} path of the new file; null when there is nothing to migrate
 */
export async function createMigration(name, scratchUrl) {
  await deployMigrations(scratchUrl)
  const output = await runPrisma(
    ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema', '--script'],
    { databaseUrl: scratchUrl },
  )
  const statements = output.replace(/^Loaded Prisma config.*$/m, '').trim()
  if (statements === '' || statements === '-- This is an empty migration.') return null
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join('prisma', 'migrations', `${stamp}_${name}`)
  mkdirSync(join(ROOT, folder), { recursive: true })
  writeFileSync(join(ROOT, folder, 'migration.sql'), `${statements}\n`)
  return join(folder, 'migration.sql')
}
