import { connect, ensureDatabase, isDatabaseMissing } from '../postgres/database.mjs'

/**
 * The engine's command line form (`schema-engine cli <command>`), which Prisma uses to see whether the database is
 * there and to make it. A failure is one JSON line on stderr, in the native engine's form, and exit code 1.
 * @param {string | undefined} command
 * @param {string} url
 */
export async function runEngineCommand(command, url) {
  try {
    if (command === 'can-connect-to-database') await (await connect(url)).end()
    else if (command === 'create-database') await ensureDatabase(url)
    else throw new Error(`unknown engine command: ${command}`)
    process.exit(0)
  } catch (error) {
    const fields = {
      message: error instanceof Error ? error.message : String(error),
      error_code: isDatabaseMissing(error) ? 'P1003' : 'P1001',
    }
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`)
    process.exit(1)
  }
}
