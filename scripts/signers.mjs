// npm run signers -- list <facility> | forget <facility> <staff code>: in whose name the staff of a facility sign.
import './install/require-node.mjs'

const { runProgram } = await import('./process/run-program.mjs')
await runProgram('lib/commands/signers.ts')
