import { PrismaPg } from '@prisma/adapter-pg'
import postgres from 'postgres'
import { PrismaClient } from './generated/client'
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
  /** Hears a channel; `onListening` is called at the start and after each reconnection. */
  listen(channel: string, onPayload: (payload: string) => void, onListening: () => void): Promise<unknown>
  close(): Promise<void>
}

const connectSeconds = 3
const maxPrismaConnections = 4

/** Opens no connection before the first query. `connections` is the cap for reads and, once more, for transactions. */
export function createDatabase(options: { url: string; connections: number }): Database {
  const sql = postgres(options.url, {
    ...driverOptions,
    max: options.connections,
    backoff: (tries) => Math.min(0.1 * 2 ** tries, 2),
  })
  const transactions = createTransactions({
    connections: options.connections,
    open: (connection) => postgres(options.url, { ...driverOptions, ...connection }),
  })
  let prisma: PrismaClient | undefined
  return {
    get prisma() {
      prisma ??= openPrisma(options.url)
      return prisma
    },
    sql,
    transaction: (work) => transactions.run(work),
    listen: (channel, onPayload, onListening) => sql.listen(channel, onPayload, onListening),
    async close() {
      await Promise.all([prisma?.$disconnect(), transactions.close(), sql.end({ timeout: 2 })])
    },
  }
}

const driverOptions = {
  connect_timeout: connectSeconds,
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
  const connectionTimeoutMillis = connectSeconds * 1_000
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString, max: maxPrismaConnections, connectionTimeoutMillis }),
  })
}
