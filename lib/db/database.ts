import { PrismaPg } from '@prisma/adapter-pg'
import postgres from 'postgres'
import { toCamelColumns } from './camel-columns'
import { createDriverPool } from './driver-pool'
import { PrismaClient } from './generated/client'
import { limits, sessionLimits } from './limits'
import { type ChannelHearer, createListener } from './listener'
import type { Sql } from './sql'
import type { Transaction } from './transaction'
import { createTransactions } from './transactions'

export type { Transaction } from './transaction'

/** One PostgreSQL, asked by the `postgres` driver; `prisma` reads rows where convenience counts, never in a transaction. */
export type Database = {
  prisma: PrismaClient
  sql: Sql
  /**
   * Runs `work` in one READ COMMITTED transaction; an exception rolls it back. It is never tried again by itself.
   * @throws AppError `service.unavailable` when the database cannot be reached, or the work takes longer than ten seconds.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * Hears a channel of NOTIFY.
   * @throws AppError `service.unavailable` when it cannot be heard now; it is tried again in the background.
   */
  listen(channel: string, hearer: ChannelHearer): Promise<void>
  /** Opens new connections for what comes next: the server that these reach may not write any more. */
  renew(): void
  close(): Promise<void>
}

const maxPrismaConnections = 4
/** Every write fails while the server is a standby: not each failure opens all connections again. */
const renewPauseMs = 1_000

/**
 * Opens no connection before the first query. `connections` is the cap for reads and, once more, for transactions. Every statement has
 * the limits of lib/db/limits.ts.
 */
export function createDatabase(options: { url: string; connections: number }): Database {
  const pool = createDriverPool({
    open: () =>
      postgres(options.url, {
        ...driverOptions,
        connection: sessionLimits,
        max: options.connections,
        backoff: (tries) => Math.min(0.1 * 2 ** tries, 2),
      }),
    onReadOnlyServer: renew,
  })
  const transactions = createTransactions({
    connections: options.connections,
    open: (connection) => postgres(options.url, { ...driverOptions, ...connection }),
    onReadOnlyServer: renew,
  })
  const listener = createListener(options.url)
  let prisma: PrismaClient | undefined
  let renewedAt = Number.NEGATIVE_INFINITY
  function renew() {
    if (performance.now() - renewedAt < renewPauseMs) return
    renewedAt = performance.now()
    pool.renew()
    transactions.renew()
    listener.renew()
    prisma?.$disconnect().catch(() => {})
    prisma = undefined
  }
  return {
    get prisma() {
      prisma ??= openPrisma(options.url)
      return prisma
    },
    sql: pool.sql,
    transaction: (work) => transactions.run(work),
    listen: listener.listen,
    renew,
    async close() {
      await Promise.all([prisma?.$disconnect(), transactions.close(), pool.close(), listener.close()])
    },
  }
}

const driverOptions = {
  connect_timeout: limits.connectSeconds,
  transform: toCamelColumns,
  onnotice: () => {},
  types: {
    bigint: { to: 20, from: [20], serialize: String, parse: BigInt },
    bytea: { to: 17, from: [17], serialize: toHex, parse: fromHex },
  },
}

/** The bytes of a view, not of the buffer under it. */
function toHex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/** A plain array of its own memory: a Buffer would share its pool's, and slice by reference. */
function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
}

function openPrisma(connectionString: string): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString,
      ...sessionLimits,
      max: maxPrismaConnections,
      connectionTimeoutMillis: limits.connectSeconds * 1_000,
      query_timeout: limits.answerMs,
    }),
  })
}
