import { runPrisma } from './run-prisma.mjs'

/** Makes the database client in lib/db/generated from prisma/schema. */
export function generateClient() {
  return runPrisma(['generate'])
}

/**
 * Applies the migrations that a database does not have yet; makes the database when it is missing.
 * @param {string} databaseUrl
 */
export function deployMigrations(databaseUrl) {
  return runPrisma(['migrate', 'deploy'], { databaseUrl })
}

/**
 * Writes a new migration that brings the existing migrations up to prisma/schema, without applying it.
 * @param {string} name
 * @param {string} databaseUrl a server on which a shadow database may be made
 */
export function createMigration(name, databaseUrl) {
  return runPrisma(['migrate', 'dev', '--create-only', '--name', name], { databaseUrl })
}
