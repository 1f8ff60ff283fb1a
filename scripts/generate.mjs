// npm run generate: makes the database client from prisma/schema, offline.
import { generateClient } from './prisma/commands.mjs'
import { runCommand } from './process/run-command.mjs'

await runCommand(async () => {
  await generateClient()
  console.log('lib/db/generated is up to date with prisma/schema.')
})
