import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { connect, dropDatabase, ensureDatabase } from '../postgres/database.mjs'
import { startScratchPostgres } from '../postgres/scratch.mjs'
import { ROOT } from '../process/root.mjs'
import { openKeptPostgres } from './kept-postgres.mjs'
import { computeTemplateKey } from './template-key.mjs'

/**
 * What the tests are given to connect with.
 * @typedef {{ DATABASE_URL: string, SHOMEI_TEST_TEMPLATE?: string }} TestDatabase
 * SHOMEI_TEST_TEMPLATE names a migrated database that is there already; without it the tests make one.
 */

/**
 * A database of its own for one run of the tests: on the server of DATABASE_URL, else on a PostgreSQL that is started
 * for it. Nothing that was there before is touched, and nothing stays, also when the run is interrupted.
 * @param {string | undefined} databaseUrl
 * @param {(undo: () => unknown) => void} atEnd
 * @param {{ isKept: boolean }} options isKept: the migrated template of an earlier run may be used, and one stays for the next
 * @returns {Promise<TestDatabase>}
 */
export async function openTestDatabase(databaseUrl, atEnd, { isKept }) {
  if (databaseUrl) return openOwnDatabase(databaseUrl, atEnd)
  const kept = isKept ? await openKept(atEnd) : undefined
  if (kept) return kept
  const server = await startScratchPostgres()
  atEnd(server.stop)
  const url = server.url('shomei')
  await ensureDatabase(url)
  return { DATABASE_URL: url }
}

/** @param {(undo: () => unknown) => void} atEnd */
async function openKept(atEnd) {
  const folder = join(ROOT, '.cache', 'test-postgres')
  const kept = await openKeptPostgres({ folder, key: computeTemplateKey() })
  if (!kept) {
    console.log('Another run uses the kept test database: this one makes its own.')
    return undefined
  }
  atEnd(kept.close)
  console.log(
    kept.isReused ? 'Using the kept template database.' : 'Migrated a template database for this run and the next.',
  )
  return { DATABASE_URL: kept.serverUrl, SHOMEI_TEST_TEMPLATE: kept.template }
}

/**
 * @param {string} databaseUrl
 * @param {(undo: () => unknown) => void} atEnd
 * @returns {Promise<TestDatabase>}
 */
async function openOwnDatabase(databaseUrl, atEnd) {
  const before = await listTestDatabases(databaseUrl)
  const own = withDatabase(databaseUrl, `shomei_run_${randomBytes(4).toString('hex')}`)
  await ensureDatabase(own)
  atEnd(async () => {
    const left = (await listTestDatabases(databaseUrl)).filter((name) => !before.includes(name))
    for (const name of left) await dropDatabase(withDatabase(databaseUrl, name))
  })
  return { DATABASE_URL: own }
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
