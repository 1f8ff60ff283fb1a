// npm run credentials -- issue|renew|suspend|resume|revoke|list …: second certificates of holders.
import './install/require-node.mjs'

const { runProgram } = await import('./process/run-program.mjs')
await runProgram('lib/commands/credentials.ts')
