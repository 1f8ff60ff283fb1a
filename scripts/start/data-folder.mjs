import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../process/write-whole.mjs'

/** What `npm start` makes in the data folder, and so what `npm run reset` may delete. */
export const CONTENTS = {
  key: 'key',
  postgresPassword: 'postgres.password',
  authorityPassword: 'postgres.authority.password',
  facilityPassword: 'postgres.facility.password',
  postgres: 'postgres',
  postgresPrograms: 'postgres-programs',
  demonstration: 'demonstration.json',
  running: 'running.json',
  logs: 'logs',
}

/**
 * @typedef {object} DataFolder
 * @property {string} key 32 bytes in base64
 * @property {string} postgresPassword of the tables' owner
 * @property {Record<'authority' | 'facility', string>} sidePasswords of the logins of the portal
 * @property {string} postgresDir
 * @property {string} demonstrationFile
 * @property {string} logsDir
 */

/**
 * Opens the data folder, and makes it with fresh secrets the first time.
 * @param {string} dataDir
 * @param {string | undefined} givenKey SHOMEI_KEY; without it the folder's own key is used
 * @returns {DataFolder}
 */
export function openDataFolder(dataDir, givenKey) {
  // Others may pass through: where PostgreSQL runs as `nobody` it has to reach its own folder. They cannot list it.
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const logsDir = join(dataDir, CONTENTS.logs)
  mkdirSync(logsDir, { recursive: true, mode: 0o700 })
  forgetParts(dataDir)
  return {
    key: givenKey ?? keepSecret(join(dataDir, CONTENTS.key), 'base64'),
    postgresPassword: keepSecret(join(dataDir, CONTENTS.postgresPassword), 'hex'),
    sidePasswords: {
      authority: keepSecret(join(dataDir, CONTENTS.authorityPassword), 'hex'),
      facility: keepSecret(join(dataDir, CONTENTS.facilityPassword), 'hex'),
    },
    postgresDir: join(dataDir, CONTENTS.postgres),
    demonstrationFile: join(dataDir, CONTENTS.demonstration),
    logsDir,
  }
}

/**
 * @param {string} path
 * @param {'base64' | 'hex'} encoding
 */
function keepSecret(path, encoding) {
  const kept = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  if (kept !== '') return kept
  const secret = randomBytes(32).toString(encoding)
  writeWhole(path, `${secret}\n`)
  return secret
}

/**
 * Removes what a killed run had not finished.
 * @param {string} dataDir
 */
function forgetParts(dataDir) {
  for (const name of readdirSync(dataDir)) {
    if (name.endsWith('.part')) rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 })
  }
}
