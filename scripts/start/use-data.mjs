import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDatabase } from '../postgres/database.mjs'
import { connectionString, startPostgres } from '../postgres/server.mjs'
import { findFreePort } from '../process/ports.mjs'
import { portalEnvironment } from './addresses.mjs'
import { openDataFolder } from './data-folder.mjs'
import { findRunning } from './running-record.mjs'

const DATABASE = 'shomei'
const LINE_OF_PORT = 3

/**
 * The environment of a program that works on the data of `npm start`, beside it or while it is stopped. With
 * DATABASE_URL the caller's own environment is complete, and nothing is started.
 * @param {import('../settings.mjs').Settings} settings
 * @param {(undo: () => unknown) => void} atEnd
 * @returns {Promise<Record<string, string>>}
 */
export async function useData(settings, atEnd) {
  if (settings.databaseUrl) return {}
  const folder = openDataFolder(settings.dataDir, settings.key)
  const databaseUrl = findRunning(settings.dataDir)
    ? connectionString(readPort(folder.postgresDir), DATABASE, folder.postgresPassword)
    : await startOwn(folder, atEnd)
  return portalEnvironment({ settings, databaseUrl, ...folder })
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
