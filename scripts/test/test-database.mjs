import { randomBytes } from 'node:crypto'
import { dropDatabase, ensureDatabase } from '../postgres/database.mjs'
import { startScratchPostgres } from '../postgres/scratch.mjs'

/**
 * A database of its own for one run of the tests: on the server of DATABASE_URL, else on a PostgreSQL that is started
 * for it. Nothing that was there before is touched, and nothing stays.
 * @param {string | undefined} databaseUrl
 * @param {(undo: () => unknown) => void} atEnd
 * @returns {Promise<string>} its connection string
 */
export async function openTestDatabase(databaseUrl, atEnd) {
  if (!databaseUrl) {
    const server = await startScratchPostgres()
    atEnd(server.stop)
    const url = server.url('shomei')
    await ensureDatabase(url)
    return url
  }
  const own = new URL(databaseUrl)
  own.pathname = `/shomei_run_${randomBytes(4).toString('hex')}`
  await ensureDatabase(own.href)
  atEnd(() => dropDatabase(own.href))
  return own.href
}
