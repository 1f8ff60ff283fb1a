/** Time limits of every database connection. The server ends what takes longer, so that its locks go with it. */
export const limits = {
  /** To open a connection. */
  connectSeconds: 3,
  /** For one statement, its waits included. */
  statementMs: 10_000,
  /** For one lock. */
  lockMs: 5_000,
  /** Between two statements of a transaction. */
  idleInTransactionMs: 10_000,
  /** For an answer, for a caller whose server or network has gone silent and cannot keep the limits above. */
  answerMs: 12_000,
} as const

/** The limits as PostgreSQL reads them when a connection starts (milliseconds). */
export const sessionLimits = {
  statement_timeout: limits.statementMs,
  lock_timeout: limits.lockMs,
  idle_in_transaction_session_timeout: limits.idleInTransactionMs,
} as const
