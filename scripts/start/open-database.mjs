import { ensureDatabase } from '../postgres/database.mjs'
import { startPostgres } from '../postgres/server.mjs'
import { Refusal } from '../process/refusal.mjs'

const DATABASE = 'shomei'

/**
 * The database to work on: the one of DATABASE_URL, else one in a PostgreSQL that is started on the data folder.
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('./data-folder.mjs').DataFolder} folder
 * @param {(undo: () => unknown) => void} atEnd
 * @param {(message: string) => void} say
 * @returns {Promise<{ url: string, ended: Promise<Refusal> }>} `ended` settles only for a server that was started here
 */
export async function openDatabase({ databaseUrl, postgresPort }, { postgresDir, postgresPassword }, atEnd, say) {
  if (databaseUrl) {
    say(`Using the database of DATABASE_URL (${new URL(databaseUrl).host}).`)
    await ensureDatabase(databaseUrl)
    return { url: databaseUrl, ended: new Promise(() => {}) }
  }
  say('Starting PostgreSQL …')
  const server = await startPostgres({ dataDir: postgresDir, port: postgresPort, password: postgresPassword })
  atEnd(server.stop)
  const url = server.url(DATABASE)
  await ensureDatabase(url)
  const ended = server.ended.then((words) => new Refusal(`PostgreSQL ended by itself. Its last words:\n${words}`))
  return { url, ended }
}
