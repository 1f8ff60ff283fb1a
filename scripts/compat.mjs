// npm run compat -- show | on | off | name <facility> …: the drop-in endpoints for an EMR that was written for the local adapter.
import './install/require-node.mjs'

const { runProgram } = await import('./process/run-program.mjs')
await runProgram('lib/commands/compat.ts')
