// npm run api: the machine APIs alone, without pages, on the data of npm start or on DATABASE_URL.
import './install/require-node.mjs'

const { runProgram } = await import('./process/run-program.mjs')
await runProgram('lib/portal/serve-api.ts')
