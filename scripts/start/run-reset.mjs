import { existsSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../process/refusal.mjs'
import { runCommand } from '../process/run-command.mjs'
import { readSettings } from '../settings.mjs'
import { CONTENTS } from './data-folder.mjs'
import { findRunning, takeDataFolder } from './running-record.mjs'

/** The whole of `npm run reset`. */
export async function runReset() {
  await runCommand(async () => {
    const { dataDir, databaseUrl } = readSettings()
    if (!existsSync(dataDir)) {
      console.log(`There is nothing to forget: ${dataDir} does not exist.`)
      return
    }
    const running = findRunning(dataDir)
    if (running) {
      throw new Refusal(`Shomei runs from this folder (process ${running.pid}). Stop it with Ctrl-C first.`)
    }
    // Ends what a killed run left behind: its database must not go on writing while the folder is deleted.
    await takeDataFolder(dataDir)
    for (const name of Object.values(CONTENTS)) rmSync(join(dataDir, name), { recursive: true, force: true })
    removeIfEmpty(dataDir)
    console.log('The demonstration data are deleted. The next npm start begins again.')
    if (databaseUrl) console.log('The database of DATABASE_URL was not touched.')
  })
}

/** @param {string} dataDir */
function removeIfEmpty(dataDir) {
  try {
    rmdirSync(dataDir)
  } catch {
    // Something else lies in it: not ours to delete.
  }
}
