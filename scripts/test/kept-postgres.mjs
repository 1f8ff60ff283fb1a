import { readFileSync, rmSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { connect, ensureDatabase } from '../postgres/database.mjs'
import { stopLeftover } from '../postgres/leftover.mjs'
import { startPostgres } from '../postgres/server.mjs'
import { deployMigrations } from '../prisma/commands.mjs'
import { findFreePort } from '../process/ports.mjs'
import { writeWhole } from '../process/write-whole.mjs'
import { claimFolder } from './claim-folder.mjs'

/** Migrated once; connections to it are refused, so that no test changes it. */
const TEMPLATE = 'shomei_template'
const ROLES_THAT_STAY = "rolname NOT LIKE 'pg\\_%' AND rolname NOT IN ('shomei', 'shomei_authority', 'shomei_facility')"

/**
 * @typedef {object} KeptPostgres
 * @property {string} serverUrl of an empty database
 * @property {string} template name of the migrated database
 * @property {boolean} isReused false: the template was made now
 * @property {() => Promise<void>} close removes what the tests left and stops the server; the template stays
 */

/**
 * Opens the PostgreSQL whose data stay between test runs. It serves one run at a time and is stopped with it. The data are
 * thrown away and made again unless they were made from the same migrations, in this uptime of the machine (they are
 * written with fsync off) and by a run that came to its end.
 * @param {object} options
 * @param {string} options.folder
 * @param {string} options.key of the migrations (template-key.mjs)
 * @param {string} [options.mark] a part of this process's command line
 * @param {(url: string) => Promise<unknown>} [options.migrate] makes and fills the template database
 * @returns {Promise<KeptPostgres | undefined>} undefined: another run uses it
 */
export async function openKeptPostgres({ folder, key, mark = 'test.mjs', migrate = deployMigrations }) {
  const claim = claimFolder(folder, mark)
  if (!claim) return undefined
  const dataDir = join(folder, 'data')
  const recordFile = join(folder, 'template.json')
  const record = JSON.stringify({ key, boot: readBoot() })
  const isReused = !claim.hadDead && readText(recordFile) === record
  try {
    await stopLeftover(dataDir)
    if (!isReused) forget(recordFile, dataDir)
    const server = await startPostgres({ dataDir, port: await findFreePort(), isDurable: false })
    const close = async () => {
      const isClean = await removeLeft(server.url('postgres'))
      await server.stop()
      if (!isClean) forget(recordFile, dataDir)
      claim.release()
    }
    try {
      if (!isReused) await makeTemplate(server, migrate)
      await ensureDatabase(server.url('shomei'))
    } catch (error) {
      await close()
      throw error
    }
    if (!isReused) writeWhole(recordFile, record)
    return { serverUrl: server.url('shomei'), template: TEMPLATE, isReused, close }
  } catch (error) {
    claim.release()
    throw error
  }
}

/**
 * @param {import('../postgres/server.mjs').PostgresServer} server
 * @param {(url: string) => Promise<unknown>} migrate
 */
async function makeTemplate(server, migrate) {
  await migrate(server.url(TEMPLATE))
  await query(server.url('postgres'), `ALTER DATABASE ${TEMPLATE} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`)
}

/**
 * Drops the databases and roles that a run left, also one whose workers were killed.
 * @param {string} adminUrl
 * @returns {Promise<boolean>} false when something could not be removed
 */
async function removeLeft(adminUrl) {
  try {
    const databases = await query(
      adminUrl,
      "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'",
    )
    for (const { datname } of databases) await query(adminUrl, `DROP DATABASE "${datname}" WITH (FORCE)`)
    const roles = await query(adminUrl, `SELECT rolname FROM pg_roles WHERE ${ROLES_THAT_STAY}`)
    for (const { rolname } of roles) await query(adminUrl, `DROP ROLE "${rolname}"`)
    return true
  } catch {
    return false
  }
}

/**
 * @param {string} recordFile
 * @param {string} dataDir
 */
function forget(recordFile, dataDir) {
  rmSync(recordFile, { force: true })
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
}

/** Names the time since which the machine runs. Where Linux does not say it: the hour of the start. */
function readBoot() {
  return readText('/proc/sys/kernel/random/boot_id') ?? String(Math.round(Date.now() / 3_600_000 - uptime() / 3600))
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * @param {string} url
 * @param {string} statement
 * @returns {Promise<Record<string, string>[]>}
 */
async function query(url, statement) {
  const client = await connect(url)
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
