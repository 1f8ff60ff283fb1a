import type postgres from 'postgres'

/** Statements as tagged templates: of the pool, or of one transaction. */
export type Sql = postgres.ISql<{ bigint: bigint }>

/** A statement that has been written but not yet sent. */
export type Statement = postgres.PendingQuery<postgres.Row[]>
