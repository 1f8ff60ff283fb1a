import { Refusal } from '../process/refusal.mjs'

const DATABASE_MISSING = '3D000'

/**
 * Makes the database that a connection string names, if it is not there yet. Needs the installed dependencies.
 * @param {string} url
 */
export async function ensureDatabase(url) {
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  try {
    await (await connect(url)).end()
    return
  } catch (error) {
    if (!isDatabaseMissing(error)) throw error
  }
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const client = await connect(admin.href)
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

/**
 * True for the failure of `connect` that says the server is there and the database is not.
 * @param {unknown} error
 */
export function isDatabaseMissing(error) {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === DATABASE_MISSING
}

/**
 * Removes a database and closes the connections to it.
 * @param {string} url
 */
export async function dropDatabase(url) {
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const client = await connect(admin.href)
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
  } finally {
    await client.end()
  }
}

/**
 * @param {string} url
 * @returns {Promise<import('pg').Client>}
 */
export async function connect(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (error) {
    const { host } = new URL(url)
    const reason = error instanceof Error && error.message ? error.message : 'no answer'
    throw new Refusal(`The database at ${host} (DATABASE_URL) cannot be used: ${reason}`, { cause: error })
  }
  return client
}
