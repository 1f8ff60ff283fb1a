import { randomBytes } from 'node:crypto'
import { connect, dropDatabase, ensureDatabase } from '../postgres/database.mjs'
import { startScratchPostgres } from '../postgres/scratch.mjs'

/**
 * A database of its own for one run of the tests: on the server of DATABASE_URL, else on a PostgreSQL that is started
 * for it. Nothing that was there before is touched, and nothing stays, also when the run is interrupted.
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
  const before = await listTestDatabases(databaseUrl)
  const own = withDatabase(databaseUrl, `shomei_run_${randomBytes(4).toString('hex')}`)
  await ensureDatabase(own)
  atEnd(async () => {
    const left = (await listTestDatabases(databaseUrl)).filter((name) => !before.includes(name))
    for (const name of left) await dropDatabase(withDatabase(databaseUrl, name))
  })
  return own
}

/**
 * The databases that test files make for themselves, and their template.
 * @param {string} url
 * @returns {Promise<string[]>}
 */
async function listTestDatabases(url) {
  const client = await connect(url)
  try {
    const { rows } = await client.query(
      "select datname from pg_database where datname ~ '^shomei_(run|template|test)_'",
    )
    return rows.map(({ datname }) => datname)
  } finally {
    await client.end()
  }
}

/**
 * @param {string} url
 * @param {string} name
 */
function withDatabase(url, name) {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
