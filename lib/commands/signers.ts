import { commandContext, failureOf } from './command-context'
import { runSignerCommand } from './signer-command'

/** `npm run signers -- …`: exit 0 when it was done, 1 with the reason otherwise, 2 for a command that is not understood. */
async function main(): Promise<void> {
  const context = commandContext('facility')
  try {
    const { lines, exitCode } = await runSignerCommand(context, process.argv.slice(2))
    process.stdout.write(`${lines.join('\n')}\n`)
    process.exitCode = exitCode
  } finally {
    await context.close()
  }
}

await main().catch(failureOf)
