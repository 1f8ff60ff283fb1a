import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../process/ports.mjs'
import { startPostgres } from './server.mjs'

/**
 * A PostgreSQL on a free port whose data are gone when it stops. Nothing is written safely (fsync off).
 * @param {Partial<import('./server.mjs').PostgresOptions>} [options]
 * @returns {Promise<import('./server.mjs').PostgresServer>}
 */
export async function startScratchPostgres(options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-postgres-'))
  chmodSync(folder, 0o711)
  const forget = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    const port = await findFreePort()
    const server = await startPostgres({ dataDir: join(folder, 'data'), port, isDurable: false, ...options })
    return {
      ...server,
      stop: async () => {
        await server.stop()
        forget()
      },
    }
  } catch (error) {
    forget()
    throw error
  }
}
