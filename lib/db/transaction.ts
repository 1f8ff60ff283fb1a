import type { Sql, Statement } from './sql'

/** What runs inside one transaction; refuses statements once that has ended. A function that takes `Pick<Database, 'sql'>` takes it. */
export type Transaction = {
  sql: Sql
  /**
   * Sends a statement without waiting for its answer, for one whose result is not needed: it travels together with the next one or
   * with COMMIT. If it fails, so does the transaction.
   */
  send(statement: Statement): void
}
