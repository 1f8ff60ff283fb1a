import { limits } from './limits'
import type { Sql, Statement } from './sql'
import type { Transaction } from './transaction'
import {
  acquireConnection,
  type ConnectionOptions,
  closeConnections,
  type Driver,
  discardConnection,
  releaseConnection,
  type TransactionConnection,
  type TransactionConnections,
  unavailable,
} from './transaction-connections'
import { asUnavailable, isReadOnlyServer } from './unavailable'

type Work<T> = (tx: Transaction) => Promise<T>

export type Transactions = {
  run<T>(work: Work<T>): Promise<T>
  /** Closes the idle connections. */
  renew(): void
  close(): Promise<void>
}

const transactionMs = limits.statementMs

/**
 * Transactions on connections of their own. Not by the driver's `begin`: that sends ROLLBACK and later statements of the work to
 * a connection that was lost meanwhile, where they meet a closed socket or, reconnected, somebody else's transaction.
 */
export function createTransactions(options: {
  connections: number
  open(options: ConnectionOptions): Driver
  /** Called when a transaction met a server that may not write; its connection is thrown away. */
  onReadOnlyServer(): void
}): Transactions {
  const { connections: max, open, onReadOnlyServer } = options
  const pool: TransactionConnections = { max, open, all: new Set(), idle: [], waiting: [], isClosed: false }
  return {
    async run(work) {
      const connection = await acquireConnection(pool)
      const tooLong = () => discardConnection(pool, connection, new Error('transaction took too long'))
      const timer = setTimeout(tooLong, transactionMs)
      try {
        return await runOn(connection, work)
      } catch (error) {
        if (connection.state === 'new') discardConnection(pool, connection, new Error('connection not opened'))
        if (isReadOnlyServer(error)) {
          discardConnection(pool, connection, new Error('the server may not write'))
          onReadOnlyServer()
        }
        throw asUnavailable(error)
      } finally {
        clearTimeout(timer)
        releaseConnection(pool, connection)
      }
    },
    renew() {
      for (const idle of pool.idle) discardConnection(pool, idle, new Error('connections renewed'))
    },
    close: () => closeConnections(pool),
  }
}

async function runOn<T>(connection: TransactionConnection, work: Work<T>): Promise<T> {
  if (connection.state === 'lost') throw unavailable(new Error('connection lost'))
  const lost = new Promise<never>((_, reject) => {
    connection.onLost = (cause) => reject(unavailable(cause))
  })
  lost.catch(() => {})
  if (connection.state === 'new') await Promise.race([prepareSession(connection), lost])
  return runOnOpen(connection, work, lost)
}

/** Limits that hold on the server as well. Outside a transaction such a connection may not write at all. */
async function prepareSession(connection: TransactionConnection): Promise<void> {
  await connection.sql`
    SELECT set_config('default_transaction_read_only', 'on', false),
      set_config('statement_timeout', ${`${transactionMs}`}, false),
      set_config('lock_timeout', ${`${limits.lockMs}`}, false),
      set_config('idle_in_transaction_session_timeout', ${`${limits.idleInTransactionMs}`}, false)`
  if (connection.state === 'new') connection.state = 'open'
}

/** BEGIN goes out together with the first statement of the work: its answer is awaited only at COMMIT. */
async function runOnOpen<T>(connection: TransactionConnection, work: Work<T>, lost: Promise<never>): Promise<T> {
  const { sql } = connection
  let isOver = false
  const sent = collectSent()
  sent.add(sql`BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE`, refusedBegin)
  const tx = {
    sql: until(sql, () => isOver || connection.state === 'lost'),
    send: (statement: Statement) => sent.add(statement),
  }
  try {
    const result = await Promise.race([work(tx), lost])
    isOver = true
    const commit = sql`COMMIT`.execute()
    const [{ command }] = await Promise.race([Promise.all([commit, ...sent.answers]), lost])
    if (command !== 'COMMIT')
      throw new Error('a statement failed and its exception was swallowed: nothing was committed')
    return result
  } catch (error) {
    isOver = true
    if (connection.state === 'open') await Promise.race([sql`ROLLBACK`, lost]).catch(() => {})
    throw sent.failure() ?? error
  }
}

/** A standby refuses READ WRITE with 0A000 (feature not supported): for the caller it is a server that may not write. */
function refusedBegin(error: unknown): unknown {
  const isRefused = error instanceof Error && 'code' in error && error.code === '0A000'
  return isRefused ? Object.assign(new Error('standby', { cause: error }), { code: '25006' }) : error
}

/** Statements that are not awaited one by one. The first failure is the cause of all that follow in its transaction. */
function collectSent() {
  const answers: Statement[] = []
  let failure: unknown
  return {
    answers,
    add(statement: Statement, read = (error: unknown) => error) {
      answers.push(statement.execute())
      statement.catch((error: unknown) => {
        failure ??= read(error)
      })
    },
    failure: () => failure,
  }
}

/** The driver's statements, refused once the transaction has ended: they would run in another one, or in none. */
function until(sql: Driver, isOver: () => boolean): Sql {
  return new Proxy<Sql>(sql, {
    apply(_, self, statement) {
      if (isOver()) throw new Error('statement after the end of its transaction')
      return Reflect.apply(sql, self, statement)
    },
  })
}
