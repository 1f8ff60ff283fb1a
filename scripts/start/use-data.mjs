import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDatabase } from '../postgres/database.mjs'
import { connectionString, startPostgres } from '../postgres/server.mjs'
import { deployMigrations } from '../prisma/commands.mjs'
import { findFreePort } from '../process/ports.mjs'
import { portalEnvironment } from './addresses.mjs'
import { openDataFolder } from './data-folder.mjs'
import { openLogins } from './open-logins.mjs'
import { findRunning } from './running-record.mjs'

const DATABASE = 'shomei'
const LINE_OF_PORT = 3

/**
 * The environment of a program that works on the data of `npm start`, next to it or while it is stopped, after they were
 * brought up to date. With a database of its own in the environment that is complete, and nothing is started or migrated.
 * @param {import('../settings.mjs').Settings} settings
 * @param {(undo: () => unknown) => void} atEnd
 * @returns {Promise<Record<string, string | undefined>>}
 */
export async function useData(settings, atEnd) {
  const { databaseUrl, sideUrls } = settings
  if (databaseUrl || sideUrls.authority || sideUrls.facility) return {}
  const folder = openDataFolder(settings.dataDir, settings.key)
  const ownerUrl = findRunning(settings.dataDir)
    ? connectionString(readPort(folder.postgresDir), DATABASE, folder.postgresPassword)
    : await startOwn(folder, atEnd)
  await deployMigrations(ownerUrl)
  return portalEnvironment({ settings, databaseUrls: await openLogins(ownerUrl, settings, folder), ...folder })
}

/**
 * @param {import('./data-folder.mjs').DataFolder} folder
 * @param {(undo: () => unknown) => void} atEnd
 */
async function startOwn({ postgresDir, postgresPassword }, atEnd) {
  const server = await startPostgres({ dataDir: postgresDir, port: await findFreePort(), password: postgresPassword })
  atEnd(server.stop)
  await ensureDatabase(server.url(DATABASE))
  return server.url(DATABASE)
}

/** @param {string} postgresDir */
function readPort(postgresDir) {
  return Number(readFileSync(join(postgresDir, 'postmaster.pid'), 'utf8').split('\n')[LINE_OF_PORT])
}
