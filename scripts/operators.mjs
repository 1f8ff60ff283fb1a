// npm run operators -- create <code> <name> <role> … | list | disable <code>: accounts of the authority's console.
import './install/require-node.mjs'

const { runProgram } = await import('./process/run-program.mjs')
await runProgram('lib/commands/operators.ts')
