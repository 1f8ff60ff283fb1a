import type postgres from 'postgres'
import type { AppError } from '@/lib/kernel/app-error'
import { serviceError } from '@/lib/kernel/service.errors'
import { connectOnce } from './connect-once'

export type Driver = postgres.Sql<{ bigint: bigint }>

/** One connection to the server. It never reconnects: once lost it is thrown away, and no statement strays into another. */
export type TransactionConnection = {
  sql: Driver
  state: 'new' | 'open' | 'lost'
  /** Ends the transaction that runs on it. */
  onLost: (cause: Error) => void
}

/** The driver's options for such a connection, in addition to those of all connections. */
export type ConnectionOptions = {
  max: 1
  max_lifetime: null
  socket: ReturnType<typeof connectOnce>
  onclose: () => void
}

type Waiting = { take(connection: TransactionConnection): void; refuse(): void }

export type TransactionConnections = {
  max: number
  open(options: ConnectionOptions): Driver
  all: Set<TransactionConnection>
  /** The one used last is used next, so that few stay warm. */
  idle: TransactionConnection[]
  waiting: Waiting[]
  isClosed: boolean
}

const waitMs = 5_000

/** A connection for one transaction; those that wait are served in their order. */
export async function acquireConnection(pool: TransactionConnections): Promise<TransactionConnection> {
  if (pool.isClosed) throw unavailable(new Error('database closed'))
  const free = pool.idle.pop()
  if (free !== undefined) return free
  if (pool.all.size < pool.max) return openConnection(pool)
  return new Promise((resolve, reject) => {
    const waiter = { take, refuse }
    const timer = setTimeout(refuse, waitMs)
    pool.waiting.push(waiter)
    function take(connection: TransactionConnection) {
      clearTimeout(timer)
      resolve(connection)
    }
    function refuse() {
      clearTimeout(timer)
      pool.waiting = pool.waiting.filter((each) => each !== waiter)
      reject(unavailable(new Error('no connection was free')))
    }
  })
}

/** Gives a connection back whose transaction has ended. */
export function releaseConnection(pool: TransactionConnections, connection: TransactionConnection): void {
  connection.onLost = () => {}
  if (connection.state === 'lost') return
  const next = pool.waiting.shift()
  if (next === undefined) pool.idle.push(connection)
  else next.take(connection)
}

/** Throws a connection away; the server rolls back what ran on it. */
export function discardConnection(pool: TransactionConnections, connection: TransactionConnection, cause: Error): void {
  if (connection.state === 'lost') return
  connection.state = 'lost'
  pool.all.delete(connection)
  pool.idle = pool.idle.filter((each) => each !== connection)
  connection.sql.end({ timeout: 0 }).catch(() => {})
  connection.onLost(cause)
  if (!pool.isClosed) pool.waiting.shift()?.take(openConnection(pool))
}

export async function closeConnections(pool: TransactionConnections): Promise<void> {
  pool.isClosed = true
  for (const waiter of pool.waiting) waiter.refuse()
  await Promise.all([...pool.all].map(({ sql }) => sql.end({ timeout: 2 })))
}

export function unavailable(cause: unknown): AppError {
  return serviceError('service.unavailable', { retryAfterSeconds: 5, cause })
}

function openConnection(pool: TransactionConnections): TransactionConnection {
  const onclose = () => discardConnection(pool, connection, new Error('connection lost'))
  const sql = pool.open({ max: 1, max_lifetime: null, socket: connectOnce(), onclose })
  const connection: TransactionConnection = { sql, state: 'new', onLost() {} }
  pool.all.add(connection)
  return connection
}
