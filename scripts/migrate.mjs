// npm run migrate: applies the migrations to DATABASE_URL.
// npm run migrate -- --create <name>: writes a new migration for the changes in prisma/schema, without applying it; it
// compares with a throw-away PostgreSQL.
import { parseArgs } from 'node:util'
import { startScratchPostgres } from './postgres/scratch.mjs'
import { createMigration, deployMigrations } from './prisma/commands.mjs'
import { Refusal } from './process/refusal.mjs'
import { runCommand } from './process/run-command.mjs'
import { readSettings } from './settings.mjs'

await runCommand(async ({ atEnd }) => {
  const { values } = parseArgs({ options: { create: { type: 'string' } } })
  if (values.create === undefined) {
    const { databaseUrl } = readSettings()
    if (!databaseUrl) throw new Refusal('Set DATABASE_URL to the database to migrate.')
    console.log((await deployMigrations(databaseUrl)).trim())
    return
  }
  if (!/^[a-z][a-z0-9_]{2,60}$/.test(values.create)) {
    throw new Refusal('Name the migration in lower-case words with underscores, for example --create add_terminals.')
  }
  const scratch = await startScratchPostgres()
  atEnd(scratch.stop)
  const path = await createMigration(values.create, scratch.url('shomei'))
  const nothing = 'The migrations already say what prisma/schema says.'
  console.log(
    path === null
      ? nothing
      : `Wrote ${path}. Read it before you commit it; a new table needs a line in scripts/postgres/table-grants.mjs.`,
  )
})
