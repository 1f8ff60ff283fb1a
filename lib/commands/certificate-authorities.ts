import { runCertificateAuthorityCommand } from './certificate-authority-command'
import { commandContext, failureOf } from './command-context'

/** `npm run authorities -- …`: exit 0 when it was done, 1 with the reason otherwise, 2 for a command that is not understood. */
async function main(): Promise<void> {
  const context = commandContext()
  try {
    const { lines, exitCode } = await runCertificateAuthorityCommand(context, process.argv.slice(2))
    process.stdout.write(`${lines.join('\n')}\n`)
    process.exitCode = exitCode
  } finally {
    await context.close()
  }
}

await main().catch(failureOf)
