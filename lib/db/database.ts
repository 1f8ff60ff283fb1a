import { PrismaPg } from '@prisma/adapter-pg'
import postgres from 'postgres'
import { PrismaClient } from './generated/client'
import { asUnavailable } from './unavailable'

export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>

/** One Postgres, two drivers: Prisma for everyday reads and every write, `sql` for hot reads and LISTEN. */
export type Database = {
  prisma: PrismaClient
  sql: postgres.Sql<{ bigint: bigint }>
  /**
   * Runs `work` in one READ COMMITTED transaction; an exception rolls it back.
   * @throws AppError `service.unavailable` when the database cannot be reached.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const connectSeconds = 3
const transactionMs = 10_000

/** Opens no connection before the first query. `connections` is the cap for each of the two drivers. */
export function createDatabase(options: { url: string; connections: number }): Database {
  const adapter = new PrismaPg({
    connectionString: options.url,
    max: options.connections,
    connectionTimeoutMillis: connectSeconds * 1000,
  })
  const prisma = new PrismaClient({ adapter })
  const sql = postgres(options.url, {
    max: options.connections,
    connect_timeout: connectSeconds,
    backoff: (tries) => Math.min(0.1 * 2 ** tries, 2),
    onnotice: () => {},
    types: { bigint: { to: 20, from: [20], serialize: String, parse: BigInt } },
  })
  return {
    prisma,
    sql,
    transaction: (work) =>
      prisma
        .$transaction((tx) => work(tx), { maxWait: transactionMs / 2, timeout: transactionMs })
        .catch((error: unknown) => {
          throw asUnavailable(error)
        }),
    async close() {
      await Promise.all([prisma.$disconnect(), sql.end({ timeout: 2 })])
    },
  }
}
