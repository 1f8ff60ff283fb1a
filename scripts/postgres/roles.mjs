import { Refusal } from '../process/refusal.mjs'
import { connect } from './database.mjs'
import { TABLE_GRANTS } from './table-grants.mjs'

/** @typedef {'authority' | 'facility'} Side */

/** @type {readonly Side[]} */
export const SIDES = ['authority', 'facility']

/**
 * The role that holds the rights of a side. It cannot log in; the logins of the side's processes are its members.
 * @param {Side} side
 */
export const groupOf = (side) => `shomei_${side}`

const ADMINISTRATOR = `Have an administrator of the server run:
  CREATE ROLE shomei_authority NOLOGIN;
  CREATE ROLE shomei_facility NOLOGIN;`

/**
 * Gives the two roles exactly the rights of table-grants.mjs on a migrated database, and makes them when they are
 * missing. Run by the tables' owner after each migration.
 * @param {string} ownerUrl
 */
export async function applyGrants(ownerUrl) {
  const client = await connect(ownerUrl)
  try {
    for (const side of SIDES) await ensureGroup(client, side)
    await client.query('BEGIN')
    // Two starts at once would change the same rows of the catalogue.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('shomei grants'))")
    for (const side of SIDES) {
      await client.query(grantsOf(side))
      await checkGrants(client, side)
    }
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

/**
 * Makes a login with the rights of these groups, or gives it another password.
 * @param {string} ownerUrl
 * @param {{ name: string, password: string, groups: readonly string[] }} login
 * @returns {Promise<string>} connection string of that login for the same database
 */
export async function ensureLogin(ownerUrl, { name, password, groups }) {
  const client = await connect(ownerUrl)
  const role = client.escapeIdentifier(name)
  const secret = client.escapeLiteral(password)
  try {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
    await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD ${secret}`)
    for (const group of groups) await client.query(`GRANT ${client.escapeIdentifier(group)} TO ${role}`)
  } catch (error) {
    throw isForbidden(error) ? noRights(error) : error
  } finally {
    await client.end()
  }
  const url = new URL(ownerUrl)
  url.username = name
  url.password = password
  return url.href
}

/**
 * Removes a login of `ensureLogin`.
 * @param {string} ownerUrl
 * @param {string} name
 */
export async function dropLogin(ownerUrl, name) {
  const client = await connect(ownerUrl)
  try {
    await client.query(`DROP ROLE IF EXISTS ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

/**
 * @param {import('pg').Client} client
 * @param {Side} side
 */
async function ensureGroup(client, side) {
  const name = groupOf(side)
  if ((await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name])).rowCount) return
  try {
    await client.query(`CREATE ROLE ${name} NOLOGIN`)
  } catch (error) {
    if (isForbidden(error)) throw noRights(error)
    // Another start made it in the same moment.
    if (!['42710', '23505'].includes(codeOf(error))) throw error
  }
}

/** @param {Side} side */
function grantsOf(side) {
  const role = groupOf(side)
  return [
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${side} FROM PUBLIC, ${role}`,
    `REVOKE ALL ON SCHEMA ${side} FROM PUBLIC, ${role}`,
    `GRANT USAGE ON SCHEMA ${side}, public TO ${role}`,
    `GRANT SELECT ON public._prisma_migrations TO ${role}`,
    `GRANT EXECUTE ON FUNCTION ${side}.lock_audit_head(text) TO ${role}`,
    ...Object.entries(TABLE_GRANTS[side]).map(([table, rights]) => `GRANT ${rights} ON ${side}.${table} TO ${role}`),
  ].join(';\n')
}

/**
 * PostgreSQL only warns when somebody who is not the owner grants.
 * @param {import('pg').Client} client
 * @param {Side} side
 */
async function checkGrants(client, side) {
  const { rows } = await client.query(
    `SELECT relname FROM pg_class WHERE relnamespace = '${side}'::regnamespace AND relname = ANY ($1)
      AND NOT has_table_privilege('${groupOf(side)}', oid, 'SELECT')`,
    [Object.keys(TABLE_GRANTS[side])],
  )
  if (rows.length === 0) return
  throw new Refusal('The user of DATABASE_URL does not own the tables. Migrate with the user who made them.')
}

/** @param {unknown} cause */
function noRights(cause) {
  return new Refusal(`The user of DATABASE_URL may not make roles. ${ADMINISTRATOR}`, { cause })
}

/** @param {unknown} error */
function isForbidden(error) {
  return codeOf(error) === '42501'
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
