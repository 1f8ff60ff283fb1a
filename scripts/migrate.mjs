// npm run migrate: applies the migrations to DATABASE_URL.
// npm run migrate -- --create <name>: writes a new migration for the changes in prisma/schema, without applying it;
// without DATABASE_URL a throw-away PostgreSQL is used.
import { parseArgs } from 'node:util'
import { startScratchPostgres } from './postgres/scratch.mjs'
import { createMigration, deployMigrations } from './prisma/commands.mjs'
import { Refusal, runCommand } from './process/refusal.mjs'
import { readSettings } from './settings.mjs'

await runCommand(async () => {
  const { values } = parseArgs({ options: { create: { type: 'string' } } })
  const { databaseUrl } = readSettings()
  if (values.create === undefined) {
    if (!databaseUrl) throw new Refusal('Set DATABASE_URL to the database to migrate.')
    console.log((await deployMigrations(databaseUrl)).trim())
    return
  }
  if (!/^[a-z][a-z0-9_]{2,60}$/.test(values.create)) {
    throw new Refusal('Name the migration in lower-case words with underscores, for example --create add_terminals.')
  }
  if (databaseUrl) {
    console.log((await createMigration(values.create, databaseUrl)).trim())
    return
  }
  const scratch = await startScratchPostgres()
  try {
    console.log((await createMigration(values.create, scratch.url('shomei'))).trim())
  } finally {
    await scratch.stop()
  }
})
