import { cpus, loadavg, totalmem } from 'node:os'
import type postgres from 'postgres'
import { median, round } from './statistics'

/** What has to be known about the machine to read a figure. */
export type Machine = {
  cores: number
  processor: string
  memoryGiB: number
  node: string
  postgres: string
  /** PostgreSQL settings that decide what a commit costs. */
  fsync: string
  synchronousCommit: string
  /** Median milliseconds of one commit that is waited for, alone. */
  commitMs: number
}

const commitsTried = 100

/** Facts of this machine and of the database server behind `sql`. */
export async function describeMachine(sql: postgres.Sql): Promise<Machine> {
  const [server] = await sql<{ version: string; fsync: string; synchronousCommit: string }[]>`
    SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
      current_setting('synchronous_commit') AS synchronous_commit`
  if (server === undefined) throw new Error('the database server tells nothing about itself')
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: server.version.split(' ')[0] ?? server.version,
    fsync: server.fsync,
    synchronousCommit: server.synchronousCommit,
    commitMs: await measureCommit(sql),
  }
}

/** The smallest transaction that has something to write: one message into the log. */
async function measureCommit(sql: postgres.Sql): Promise<number> {
  const samples: number[] = []
  for (let tried = 0; tried < commitsTried; tried += 1) {
    const begin = performance.now()
    await sql`SELECT pg_logical_emit_message(true, 'bench', 'x')`
    samples.push(performance.now() - begin)
  }
  return round(median(samples))
}

/** Load average of the last minute: above the number of cores, others were at work too. */
export function currentLoad(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100
}
