// npm run signatures:doubtful: lists signing requests whose outcome is unknown. Exit code 1 if there are any.
import './install/require-node.mjs'

const { runProgram } = await import('./process/run-program.mjs')
await runProgram('lib/commands/doubtful-signatures.ts')
