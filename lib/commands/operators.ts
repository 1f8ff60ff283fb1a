import { commandContext, failureOf } from './command-context'
import { runOperatorCommand } from './operator-command'

/** `npm run operators -- …`: exit 0 when it was done, 1 with the reason otherwise, 2 for a command that is not understood. */
async function main(): Promise<void> {
  const context = commandContext('authority')
  try {
    const { lines, exitCode } = await runOperatorCommand(context, process.argv.slice(2))
    process.stdout.write(`${lines.join('\n')}\n`)
    process.exitCode = exitCode
  } finally {
    await context.close()
  }
}

await main().catch(failureOf)
