// npm run audit:verify: checks whether a row of an audit log was changed, taken out or put in. Exit code 1 if so.
import './install/require-node.mjs'

const { runProgram } = await import('./process/run-program.mjs')
await runProgram('lib/audit/verify-cli.ts')
