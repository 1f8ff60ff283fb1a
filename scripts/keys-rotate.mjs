// npm run keys:rotate: puts every signing key under the current wrapping key while the portal goes on signing.
import './install/require-node.mjs'

const { runProgram } = await import('./process/run-program.mjs')
await runProgram('lib/commands/keys.ts')
