import pg from 'pg'
import { vi } from 'vitest'

/** A lock that stops whatever the portal does at a chosen statement, so that it can be killed exactly there. */
export type Hold = {
  /** Resolves when something waits for the lock. */
  caught(): Promise<void>
  release(): Promise<void>
}

/** The last statement of every transaction that is audited waits for this. */
export const atAuthorityAudit = `SELECT 1 FROM authority.audit_head WHERE partition = 'authority' FOR UPDATE`

/** Looks for a row without a pause, and takes it in the moment it appears: the next statement comes in less than a millisecond. */
export function whenRow(table: string, condition: string): string {
  return `DO $$ BEGIN LOOP
    PERFORM 1 FROM ${table} WHERE ${condition} FOR UPDATE;
    EXIT WHEN FOUND;
  END LOOP; END $$`
}

/** Takes the lock of `statement` in a transaction of its own, now or, for `whenRow`, as soon as there is something to take. */
export async function hold(url: string, statement: string): Promise<Hold> {
  const holder = await connect(url)
  const looker = await connect(url)
  await holder.query('BEGIN')
  const { rows: own } = await holder.query('SELECT pg_backend_pid() AS pid')
  const { pid } = own[0]
  const held = holder.query(statement)
  held.catch(() => undefined)
  if (!statement.startsWith('DO')) await held
  return {
    async caught() {
      await held
      const isWaiting = async () => {
        const { rows } = await looker.query('SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted')
        return rows[0].waiting > 0
      }
      await vi.waitUntil(isWaiting, { timeout: 20_000, interval: 20 })
    },
    async release() {
      // One that still looks for its row would not hear of an end.
      await looker.query('SELECT pg_terminate_backend($1)', [pid]).catch(() => undefined)
      await Promise.allSettled([holder.end(), looker.end()])
    },
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
