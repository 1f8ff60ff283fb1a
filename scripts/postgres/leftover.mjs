import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stopProcess } from '../process/find-process.mjs'

/**
 * Stops a PostgreSQL that still runs on this data folder because the process that started it was killed.
 * @param {string} dataDir
 */
export async function stopLeftover(dataDir) {
  let pid
  try {
    pid = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
  } catch {
    return
  }
  await stopProcess(pid, { mark: dataDir, signal: 'SIGINT', timeoutMs: 20_000 })
}
