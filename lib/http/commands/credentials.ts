import { AppError } from '@/lib/kernel/app-error'
import { processContexts } from '../api/process-api'
import { runCredentialCommand } from './credential-command'

/** `npm run credentials -- …`: exit 0 when it was done, 1 with the reason otherwise, 2 for a command that is not understood. */
async function main(): Promise<void> {
  const { authority } = processContexts()
  try {
    const { lines, exitCode } = await runCredentialCommand(authority, process.argv.slice(2))
    process.stdout.write(`${lines.join('\n')}\n`)
    process.exitCode = exitCode
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  } finally {
    await authority.signingKeystore.close()
    await authority.db.close()
  }
}

await main()
