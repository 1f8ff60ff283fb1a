import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '../postgres/database.mjs'
import { deployMigrations } from '../prisma/commands.mjs'
import { Refusal } from '../process/refusal.mjs'
import { runNodeOrRefuse } from '../process/run-step.mjs'
import { writeWhole } from '../process/write-whole.mjs'
import { portalEnvironment } from './addresses.mjs'
import { openLogins } from './open-logins.mjs'

/**
 * Brings the database up to date and fills it with the demonstration the first time.
 *
 * The database alone says whether the demonstration is there: its row in `shomei_start.demonstration` holds the text of the file, and is
 * filled in the last step. The file next to the database is a copy. So a run that is killed at any instant leaves either the whole
 * demonstration or one that the next run throws away and writes again.
 * @param {string} ownerUrl
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('./data-folder.mjs').DataFolder} folder
 * @param {(message: string) => void} say
 * @returns {Promise<Record<string, string | undefined>>} environment of the portal
 */
export async function prepareData(ownerUrl, settings, folder, say) {
  say('Bringing the database up to date …')
  let text = await beginDemonstration(ownerUrl)
  await deployMigrations(ownerUrl)
  const databaseUrls = await openLogins(ownerUrl, settings, folder)
  const env = portalEnvironment({ settings, databaseUrls, ...folder })
  if (text === null) {
    text = (await readOlder(ownerUrl, folder.demonstrationFile)) ?? (await seed(env, folder))
    // The last step. A row without a file would have the next run throw everything away: an older demonstration never has one.
    await query(
      ownerUrl,
      'INSERT INTO shomei_start.demonstration (file) VALUES ($1) ON CONFLICT (one) DO UPDATE SET file = excluded.file',
      [text],
    )
  }
  if (!existsSync(folder.demonstrationFile) || readFileSync(folder.demonstrationFile, 'utf8') !== text)
    writeWhole(folder.demonstrationFile, text)
  return env
}

/**
 * Reads the file of a finished demonstration; before a first one is written, notes that it has begun. What an earlier run had begun
 * and not finished is removed: until then nothing but the demonstration can be in these schemas.
 * @param {string} ownerUrl
 * @returns {Promise<string | null>} null: it is still to be written
 */
async function beginDemonstration(ownerUrl) {
  await query(
    ownerUrl,
    `CREATE SCHEMA IF NOT EXISTS shomei_start;
     CREATE TABLE IF NOT EXISTS shomei_start.demonstration (one boolean PRIMARY KEY DEFAULT true CHECK (one), file text);
     REVOKE ALL ON shomei_start.demonstration FROM PUBLIC`,
  )
  const [row] = await query(ownerUrl, 'SELECT file FROM shomei_start.demonstration')
  if (row?.file) return row.file
  if (row) {
    if (await hasOtherFacilities(ownerUrl))
      throw new Refusal(
        'An earlier first start did not finish writing the demonstration, and the database holds a hospital that is not of it. Nothing was removed: use another database for the demonstration.',
      )
    await query(
      ownerUrl,
      `DROP SCHEMA IF EXISTS authority CASCADE; DROP SCHEMA IF EXISTS facility CASCADE;
       DROP TABLE IF EXISTS public._prisma_migrations`,
    )
  } else if (!(await hasPeople(ownerUrl)))
    await query(ownerUrl, 'INSERT INTO shomei_start.demonstration DEFAULT VALUES')
  return null
}

/**
 * Whether an unfinished demonstration shares its database with a hospital of somebody's own.
 * @param {string} ownerUrl
 */
async function hasOtherFacilities(ownerUrl) {
  const [{ known }] = await query(ownerUrl, "SELECT to_regclass('facility.facility') IS NOT NULL AS known")
  if (!known) return false
  return (await query(ownerUrl, "SELECT FROM facility.facility WHERE code NOT IN ('M01', 'M02') LIMIT 1")).length > 0
}

/**
 * Whether somebody works with this database already: then nothing in it is ever removed.
 * @param {string} ownerUrl
 */
async function hasPeople(ownerUrl) {
  for (const table of ['authority.holder', 'facility.facility']) {
    const [{ known }] = await query(ownerUrl, 'SELECT to_regclass($1) IS NOT NULL AS known', [table])
    if (known && (await query(ownerUrl, `SELECT FROM ${table} LIMIT 1`)).length > 0) return true
  }
  return false
}

/**
 * The file of a demonstration that was written before its text was kept in the database.
 * @param {string} ownerUrl
 * @param {string} path
 */
async function readOlder(ownerUrl, path) {
  const rows = await query(ownerUrl, "SELECT FROM facility.facility WHERE code = 'M01'")
  if (rows.length === 0) return undefined
  if (!existsSync(path))
    throw new Refusal(`The demonstration is in the database, but ${path} is gone. \`npm run reset\` starts again.`)
  return readFileSync(path, 'utf8')
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {import('./data-folder.mjs').DataFolder} folder
 */
async function seed(env, { logsDir }) {
  // A name of its own: a program that a killed run left behind may still write its file.
  const SHOMEI_DEMONSTRATION_FILE = join(logsDir, `demonstration-${randomBytes(4).toString('hex')}.json`)
  try {
    const args = ['--import', 'tsx', 'prisma/seed/run.ts']
    await runNodeOrRefuse('Writing the demonstration data', args, { env: { ...env, SHOMEI_DEMONSTRATION_FILE } })
    return readFileSync(SHOMEI_DEMONSTRATION_FILE, 'utf8')
  } finally {
    rmSync(SHOMEI_DEMONSTRATION_FILE, { force: true })
  }
}

/**
 * @param {string} url
 * @param {string} statement
 * @param {unknown[]} [values]
 * @returns {Promise<Record<string, unknown>[]>}
 */
async function query(url, statement, values) {
  const client = await connect(url)
  try {
    return (await client.query(statement, values)).rows ?? []
  } finally {
    await client.end()
  }
}
