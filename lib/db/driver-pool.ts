import type postgres from 'postgres'
import { limits } from './limits'
import type { Sql } from './sql'
import { isReadOnlyServer } from './unavailable'

type Driver = postgres.Sql<{ bigint: bigint }>

/** Undocumented methods of the driver's queries; `handle` sends the query when its answer is first asked for. */
type DriverQuery = Promise<unknown> & { handle(): unknown; reject(error: Error): void }

/** Statements outside transactions, on a pool that is replaced when its server no longer answers or may no longer write. */
export type DriverPool = {
  sql: Sql
  /** Opens new connections for what comes next; statements under way have two seconds to end. */
  renew(): void
  close(): Promise<void>
}

type Options = {
  open(): Driver
  /** Called when a statement met a server that may not write (25006). */
  onReadOnlyServer(): void
  answerMs?: number
}

type Pool = { driver: Driver; heardAt: number }

/**
 * Gives each statement at most `answerMs`. A caller whose answer is late gets SQLSTATE 57014; when the pool has heard nothing at all
 * since the statement was sent, its connections are dead and are thrown away together.
 */
export function createDriverPool({ open, onReadOnlyServer, answerMs = limits.answerMs }: Options): DriverPool {
  let pool: Pool = { driver: open(), heardAt: 0 }

  function replace(old: Pool, graceSeconds: number): void {
    if (old !== pool) return
    pool = { driver: open(), heardAt: 0 }
    old.driver.end({ timeout: graceSeconds }).catch(() => {})
  }

  function limit(query: DriverQuery, from: Pool): void {
    const { handle } = query
    let isSent = false
    query.handle = () => {
      if (!isSent) {
        isSent = true
        watch(query, from)
      }
      return handle.call(query)
    }
  }

  function watch(query: DriverQuery, from: Pool): void {
    const sentAt = performance.now()
    const timer = setTimeout(() => {
      query.reject(Object.assign(new Error('no answer from the database in time'), { code: '57014' }))
      if (from.heardAt < sentAt) replace(from, 0)
    }, answerMs)
    const heard = (error?: unknown) => {
      clearTimeout(timer)
      if (performance.now() - sentAt < answerMs) from.heardAt = performance.now()
      if (isReadOnlyServer(error)) onReadOnlyServer()
    }
    Promise.prototype.then.call(query, () => heard(), heard)
  }

  const sql = new Proxy<Sql>(pool.driver, {
    apply(_, self, statement) {
      const from = pool
      const made: unknown = Reflect.apply(from.driver, self, statement)
      if (made instanceof Promise) limit(made as DriverQuery, from)
      return made
    },
    get(_, name) {
      const from = pool
      const member: unknown = Reflect.get(from.driver, name)
      if (name !== 'unsafe' && name !== 'file') return member
      return (...args: unknown[]) => {
        const made = (member as (...args: unknown[]) => DriverQuery)(...args)
        limit(made, from)
        return made
      }
    },
  })
  return { sql, renew: () => replace(pool, graceSeconds), close: () => pool.driver.end({ timeout: graceSeconds }) }
}

const graceSeconds = 2
