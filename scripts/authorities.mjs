// npm run authorities -- request|install|retire|list …: the certificate authorities that issue second certificates.
import './install/require-node.mjs'

const { runProgram } = await import('./process/run-program.mjs')
await runProgram('lib/commands/certificate-authorities.ts')
