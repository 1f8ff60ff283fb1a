import { randomInt } from 'node:crypto'
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

/** A change of a row, `condition` in terms of `OLD` and `NEW`, at which the transaction that makes it waits. */
export type RowChange = { table: string; condition: string }

/** A statement that takes a lock, or the change that waits for one: a row of a step is there for less than a millisecond, too short to be looked for. */
export type StoppedAt = string | RowChange

/** Takes the lock in a transaction of its own. */
export async function hold(url: string, at: StoppedAt): Promise<Hold> {
  const holder = await connect(url)
  const looker = await connect(url)
  const statement = typeof at === 'string' ? at : await makeWait(looker, at)
  await holder.query('BEGIN')
  await holder.query(statement)
  return {
    async caught() {
      const isWaiting = async () => {
        const { rows } = await looker.query('SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted')
        return rows[0].waiting > 0
      }
      await vi.waitUntil(isWaiting, { timeout: 20_000, interval: 20 })
    },
    async release() {
      await Promise.allSettled([holder.end(), looker.end()])
    },
  }
}

/** Makes every such change wait for an advisory lock; returns the statement that takes it. The trigger stays, and waits no more once that lock is gone. */
async function makeWait(client: pg.Client, { table, condition }: RowChange): Promise<string> {
  const key = randomInt(1, 2 ** 47)
  await client.query(`
    CREATE FUNCTION public.wait_at_${key}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_advisory_xact_lock_shared(${key});
      RETURN NEW;
    END $$;
    CREATE TRIGGER aa_wait_at_${key} BEFORE UPDATE ON ${table}
      FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION public.wait_at_${key}();`)
  return `SELECT pg_advisory_xact_lock(${key})`
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
