import { isAbsolute, resolve } from 'node:path'
import { Refusal } from './process/refusal.mjs'
import { ROOT } from './process/root.mjs'

/**
 * What the commands in this folder take from the environment. The portal's own settings are validated by the portal.
 * @typedef {object} Settings
 * @property {number} port of the portal
 * @property {number} emrPort of the example EMR
 * @property {number} nationalServicePort of the stand-in for the national service; without a setting the one after the EMR's
 * @property {number} postgresPort of the PostgreSQL that `npm start` brings
 * @property {string} dataDir absolute; holds the key, the database and the demonstration's addresses
 * @property {string | undefined} databaseUrl of the tables' owner; given: that server is used and none is started
 * @property {{ authority: string | undefined, facility: string | undefined }} sideUrls of the logins of the portal
 * @property {string | undefined} key given: 32 bytes in base64; else a key is made and kept in the data folder
 * @property {'all' | 'authority' | 'facility'} role
 * @property {boolean} isCi a missing judge or a skipped test is then a failure
 */

const KEY_BYTES = 32

/**
 * Reads and validates the environment.
 * @param {Record<string, string | undefined>} [environment]
 * @returns {Settings}
 * @throws {Refusal} naming the variable, its value and an example
 */
export function readSettings(environment = process.env) {
  const { SHOMEI_DATA_DIR, SHOMEI_KEY, SHOMEI_ROLE, CI } = environment
  const port = readPort(environment, 'SHOMEI_PORT', 3000)
  const emrPort = readPort(environment, 'SHOMEI_EMR_PORT', 3001)
  const nationalServicePort = readPort(environment, 'SHOMEI_NATIONAL_SERVICE_PORT', Math.min(emrPort + 1, 65_535))
  const postgresPort = readPort(environment, 'SHOMEI_POSTGRES_PORT', 5440)
  const ports = [port, emrPort, nationalServicePort, postgresPort]
  if (new Set(ports).size < ports.length) {
    throw new Refusal(
      'SHOMEI_PORT, SHOMEI_EMR_PORT, SHOMEI_NATIONAL_SERVICE_PORT and SHOMEI_POSTGRES_PORT must differ ' +
        `(${ports.join(', ')}).`,
    )
  }
  const folder = SHOMEI_DATA_DIR || '.shomei'
  return {
    port,
    emrPort,
    nationalServicePort,
    postgresPort,
    dataDir: isAbsolute(folder) ? folder : resolve(ROOT, folder),
    databaseUrl: readDatabaseUrl(environment, 'DATABASE_URL'),
    sideUrls: {
      authority: readDatabaseUrl(environment, 'AUTHORITY_DATABASE_URL'),
      facility: readDatabaseUrl(environment, 'FACILITY_DATABASE_URL'),
    },
    key: readKey(SHOMEI_KEY),
    role: readRole(SHOMEI_ROLE),
    isCi: CI === 'true' || CI === '1',
  }
}

/**
 * @param {Record<string, string | undefined>} environment
 * @param {string} name
 * @param {number} standard
 */
function readPort(environment, name, standard) {
  const value = environment[name]
  if (!value) return standard
  const port = Number(value)
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port
  throw new Refusal(
    `${name} is "${value}". It must be a port number from 1 to 65535, for example ${name}=${standard + 100}.`,
  )
}

/**
 * @param {Record<string, string | undefined>} environment
 * @param {string} name
 */
function readDatabaseUrl(environment, name) {
  const value = environment[name]
  if (!value) return undefined
  const example = 'for example postgresql://shomei:secret@127.0.0.1:5432/shomei'
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !['postgresql:', 'postgres:'].includes(url.protocol)) {
    throw new Refusal(`${name} is not the address of a PostgreSQL database. It must look like this: ${example}.`)
  }
  if (url.pathname.length < 2) throw new Refusal(`${name} names no database after the port: ${example}.`)
  return value
}

/** @param {string | undefined} value */
function readKey(value) {
  if (!value) return undefined
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(value) && Buffer.from(value, 'base64').length === KEY_BYTES) return value
  throw new Refusal(
    'SHOMEI_KEY must be 32 random bytes in base64. Make one with: openssl rand -base64 32\n' +
      'Without it `npm start` makes a key and keeps it in the data folder.',
  )
}

/** @param {string | undefined} value */
function readRole(value) {
  if (!value) return 'all'
  if (value === 'all' || value === 'authority' || value === 'facility') return value
  throw new Refusal(`SHOMEI_ROLE is "${value}". It must be all, authority or facility, for example SHOMEI_ROLE=all.`)
}
