import { readFileSync } from 'node:fs'

/**
 * @typedef {object} Client  this EMR's registration at one facility: a secret, or a private key (JWK, P-256) for private_key_jwt
 * @property {string} facilityCode
 * @property {string} facilityName
 * @property {string} clientId
 * @property {string} [clientSecret]
 * @property {{ scoreTable: string, code: string, prefecture: string, postalCode: string, address: string, phone: string }} [institution]
 *   as prescriptions name it; without it one that does not exist
 * @property {import('node:crypto').JsonWebKey & { kid?: string }} [privateKeyJwk]
 *
 * @typedef {{ facilityCode: string, staffCode: string, password: string, displayName: string, department: string }} User
 * @typedef {{ facilityCode: string, terminalId: string, name: string }} Terminal
 * @typedef {{ origin: string, facilityUrl: string, facilityConnect: string, clients: Client[], users: User[], terminals: Terminal[],
 *   nationalServiceUrl?: string }} Settings
 */

/**
 * Reads the part `emr` of the JSON file at `path`. Stops with the name of the setting that is missing or wrong.
 * @param {string | undefined} path
 * @param {string} [nationalServiceUrl] where signed prescriptions are registered; without it they stay signed
 * @returns {Settings}
 */
export function readSettings(path, nationalServiceUrl) {
  if (!path) throw new Error('EMR_SETTINGS is not set. Example: EMR_SETTINGS=./emr-settings.json')
  const settings = parseSettings(JSON.parse(readFileSync(path, 'utf8')))
  if (!nationalServiceUrl) return settings
  if (!URL.canParse(nationalServiceUrl)) {
    throw new Error(
      'EMR_NATIONAL_SERVICE_URL must be an address. Example: EMR_NATIONAL_SERVICE_URL=http://127.0.0.1:3002',
    )
  }
  return { ...settings, nationalServiceUrl }
}

/**
 * @param {any} file
 * @returns {Settings}
 */
export function parseSettings(file) {
  const emr = file?.emr
  const settings = {
    origin: readOrigin(emr, 'origin', 'http://emr.localhost:3001'),
    facilityUrl: readOrigin(emr, 'facilityUrl', 'http://facility.localhost:3000'),
    facilityConnect: readOrigin(emr, 'facilityConnect', 'http://127.0.0.1:3000'),
    clients: readList(emr, 'clients', ['facilityCode', 'facilityName', 'clientId']),
    users: readList(emr, 'users', ['facilityCode', 'staffCode', 'password', 'displayName', 'department']),
    terminals: readList(emr, 'terminals', ['facilityCode', 'terminalId', 'name']),
  }
  for (const [index, client] of settings.clients.entries()) {
    if (!client.clientSecret && !client.privateKeyJwk) {
      throw new Error(`emr.clients[${index}] needs clientSecret or privateKeyJwk.`)
    }
  }
  return settings
}

function readOrigin(emr, name, example) {
  const value = emr?.[name]
  if (typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value) return value
  throw new Error(`emr.${name} must be an origin without a path. Example: "${example}"`)
}

function readList(emr, name, fields) {
  const list = emr?.[name]
  if (!Array.isArray(list) || list.length === 0) throw new Error(`emr.${name} must be a list with at least one entry.`)
  for (const [index, entry] of list.entries()) {
    for (const field of fields) {
      if (typeof entry?.[field] !== 'string' || entry[field] === '') {
        throw new Error(`emr.${name}[${index}].${field} must be a text.`)
      }
    }
  }
  return list
}
