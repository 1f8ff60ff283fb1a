import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { type PostgresServer, startPostgres } from '@/scripts/postgres/server.mjs'
import { findFreePort } from '@/scripts/process/ports.mjs'

/** A PostgreSQL of one test file's own that keeps its promises (fsync on) and may be killed. */
export type OwnPostgres = {
  url(database: string): string
  /** Its data folder. */
  dataDir: string
  /** As an operator stops it. */
  stop(): Promise<void>
  /** SIGKILL to the postmaster: what is not in the log is lost. */
  kill(): Promise<void>
  /** Starts it again on the same data and port. */
  start(): Promise<void>
  remove(): Promise<void>
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-faults-'))
  chmodSync(folder, 0o711)
  const options = { dataDir: join(folder, 'data'), port: await findFreePort() }
  let server: PostgresServer = await startPostgres(options)
  return {
    url: server.url,
    dataDir: options.dataDir,
    stop: () => server.stop(),
    async kill() {
      process.kill(server.pid, 'SIGKILL')
      await server.ended
    },
    async start() {
      // Its children notice the death of the postmaster a moment later; until then the shared memory is in use.
      server = await vi.waitUntil(() => startPostgres(options).catch(() => null), { timeout: 60_000, interval: 200 })
    },
    async remove() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
