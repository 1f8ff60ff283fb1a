// npm run generate: makes what is derived from the code: the database client, docs/errors.md, docs/findings.md and the client's types. Offline.
import { generateClient } from './prisma/commands.mjs'
import { runCommand } from './process/run-command.mjs'
import { runNodeOrRefuse } from './process/run-step.mjs'

await runCommand(async () => {
  await generateClient()
  await runNodeOrRefuse('Writing docs/errors.md', ['--import', 'tsx', 'lib/problem/write-error-document.ts'])
  await runNodeOrRefuse('Writing docs/findings.md', [
    '--import',
    'tsx',
    'lib/problem/findings/write-finding-document.ts',
  ])
  await runNodeOrRefuse('Writing the types of @shomei/emr-client', [
    '--import',
    'tsx',
    'lib/portal/documents/write-client-types.ts',
  ])
  console.log('lib/db/generated, docs/errors.md and docs/findings.md are up to date.')
})
